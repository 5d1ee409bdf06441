import { createInbox, nanos, type Msg, type Subscription } from '@nats-io/nats-core';
import { inboxPrefixOf } from '@throughline/contracts';
import type { Broker } from '../broker/broker.js';
import { infrastructure } from '../broker/failure.js';
import { giveBack } from './settle.js';

/** What one request for one message has brought. `trouble`: the consumer is gone, or refused the request. */
export type Pulled = Msg | 'nothing' | 'trouble';

/** How long a request waits at the broker. It ends by itself, so a request that got lost costs no more than this. */
const EXPIRES_MS = 30_000;
/** Past its end, the broker's own answer should have come. */
const GRACE_MS = 2_000;
const NO_MESSAGES = 404;
const EXPIRED = 408;

/**
 * One place for one message: asks for one, hands it over, and asks for the next when told to.
 * The client's own `consume` asks ahead, and a message that waits in a process uses up its time until redelivery.
 */
export class PullSlot {
  private readonly inbox: string;
  private readonly subscription: Subscription;
  private waiting: ((pulled: Pulled) => void) | undefined;
  private refusal: Error | undefined;
  private requests = 0;

  constructor(
    private readonly broker: Broker,
    private readonly target: { readonly stream: string; readonly durable: string },
  ) {
    const { connection } = broker;
    this.inbox = createInbox(inboxPrefixOf(connection));
    this.subscription = connection.subscribe(`${this.inbox}.*`, {
      callback: (error, message) => {
        this.refusal ??= error ?? undefined;
        if (error === null) this.take(message);
        else this.settle('trouble');
      },
    });
  }

  next(): Promise<Pulled> {
    if (this.subscription.isClosed()) return Promise.reject(infrastructure('NATS does not let us listen', this.refusal));
    this.requests += 1;
    const { stream, durable } = this.target;
    return new Promise((resolve) => {
      const late = setTimeout(() => {
        this.settle('nothing');
      }, EXPIRES_MS + GRACE_MS);
      this.waiting = (pulled) => {
        clearTimeout(late);
        resolve(pulled);
      };
      const request = JSON.stringify({ batch: 1, expires: nanos(EXPIRES_MS) });
      this.broker.tell(`$JS.API.CONSUMER.MSG.NEXT.${stream}.${durable}`, request, this.request);
    });
  }

  /** Ends the present wait: the request has died with its connection, or nothing more is wanted. */
  giveUp(): void {
    this.settle('nothing');
  }

  /** No message that the broker sends before it has heard of the end is lost: it comes back at once to somebody else. */
  async close(): Promise<void> {
    this.giveUp();
    if (this.subscription.isClosed() || this.broker.connection.isClosed()) return;
    await this.subscription.drain().catch(() => undefined);
  }

  private get request(): string {
    return `${this.inbox}.${String(this.requests)}`;
  }

  private take(message: Msg): void {
    if (!message.subject.startsWith(this.inbox)) {
      if (this.waiting === undefined) giveBack(this.broker, message);
      else this.settle(message);
      return;
    }
    if (message.subject !== this.request) return;
    const code = message.headers?.code;
    this.settle(code === NO_MESSAGES || code === EXPIRED ? 'nothing' : 'trouble');
  }

  private settle(pulled: Pulled): void {
    const waiting = this.waiting;
    this.waiting = undefined;
    waiting?.(pulled);
  }
}
