import { createInbox, nanos, type Msg, type Subscription } from '@nats-io/nats-core';
import { inboxPrefixOf } from '@throughline/contracts';
import type { Broker } from '../broker/broker.js';
import { toInfrastructureError } from '../broker/failure.js';
import { giveBack } from './settle.js';

/** The result of a request for one message. `trouble` means that the consumer is gone or refused the request. */
export type PullResult = Msg | 'nothing' | 'trouble';

/** Lifetime of a request at the broker, and so the longest delay after a lost request. */
const EXPIRES_MS = 30_000;
/** Time for the broker's answer after a request has expired. */
const GRACE_MS = 2_000;
const NO_MESSAGES = 404;
const EXPIRED = 408;

/**
 * Pulls one message at a time, on demand. The client's own `consume` fetches ahead, and a message that waits in a process uses
 * up its ack wait.
 */
export class PullSlot {
  private readonly inbox: string;
  private readonly subscription: Subscription;
  private waiting: ((pulled: PullResult) => void) | undefined;
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

  next(): Promise<PullResult> {
    if (this.subscription.isClosed()) return Promise.reject(toInfrastructureError('NATS does not let us listen', this.refusal));
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
      this.broker.send(`$JS.API.CONSUMER.MSG.NEXT.${stream}.${durable}`, request, this.request);
    });
  }

  /** Ends the current wait, after a lost connection or an abort. */
  giveUp(): void {
    this.settle('nothing');
  }

  /** Drains the subscription. A message that still arrives is given back for redelivery. */
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

  private settle(pulled: PullResult): void {
    const waiting = this.waiting;
    this.waiting = undefined;
    waiting?.(pulled);
  }
}
