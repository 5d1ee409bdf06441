import {
  AckPolicy,
  DeliverPolicy,
  JetStreamApiError,
  jetstreamManager,
  type ConsumerConfig,
  type JetStreamManager,
} from '@nats-io/jetstream';
import { nanos, type NatsConnection } from '@nats-io/nats-core';
import { STREAMS, SUBJECTS, kindOf, pause } from '@throughline/contracts';
import { StoreUnavailableError } from '../errors/errors.js';
import { isPoison, type FollowOptions, type PoisonMessage } from '../event-store.js';
import type { StoredDecoder } from '../stored/stored-message.js';
import { getConnectionWatch } from './connection.js';
import { toStoredMessage } from './message.js';
import { PullReader, type Delivery } from './pull.js';

export interface DurableFollowerOptions extends FollowOptions {
  readonly heartbeatMs?: number;
  readonly onInterrupted?: (error: unknown) => void;
}

const CONCURRENCY = 16;
/** Short, because a message lost with a connection is redelivered after this time. A running handler extends it. */
const ACK_WAIT_MS = 10_000;
const EXTEND_MS = 3_000;
const MAX_ACK_PENDING = 1_024;
const RETRY_MS = [250, 1_000, 5_000, 15_000, 60_000] as const;
/** Leaves time for a newer release, which can read the commit, to take it. */
const LEFT_FOR_NEWER_MS = 60_000;
const REOPEN_MS = 250;
const NANOS_PER_MS = 1_000_000;

const config = (durable: string): Partial<ConsumerConfig> => ({
  durable_name: durable,
  ack_policy: AckPolicy.Explicit,
  deliver_policy: DeliverPolicy.All,
  filter_subject: SUBJECTS.events,
  ack_wait: nanos(ACK_WAIT_MS),
  max_ack_pending: MAX_ACK_PENDING,
  // With a limit, a commit could be dropped without its consequence.
  max_deliver: -1,
});

const CONSUMER_EXISTS = 10_148;

async function ensureConsumer(manager: JetStreamManager, durable: string): Promise<void> {
  try {
    await manager.consumers.add(STREAMS.events, config(durable));
  } catch (error) {
    // Another release made it with other settings. It stays, because only an administrator may change it.
    if (!(error instanceof JetStreamApiError) || error.code !== CONSUMER_EXISTS) throw error;
  }
}

/** Delivers every commit at least once to one of the followers of a name. */
export class DurableFollower {
  private readonly active = new Set<Promise<void>>();

  constructor(
    private readonly nc: NatsConnection,
    private readonly decoder: StoredDecoder,
    private readonly options: DurableFollowerOptions,
  ) {}

  async run(): Promise<void> {
    const { signal } = this.options;
    while (!this.isAborted()) {
      try {
        await this.read();
      } catch (error) {
        if (this.isAborted()) break;
        if (this.nc.isClosed()) throw new StoreUnavailableError('The connection was closed while following', { cause: error });
        this.options.onInterrupted?.(error);
        await getConnectionWatch(this.nc).settled(REOPEN_MS * 10);
        await pause(REOPEN_MS, signal);
      }
    }
    await Promise.all(this.active);
  }

  private isAborted(): boolean {
    return this.options.signal.aborted;
  }

  private async read(): Promise<void> {
    const { durable, signal, heartbeatMs } = this.options;
    const manager = await jetstreamManager(this.nc, { checkAPI: false });
    await getConnectionWatch(this.nc).answerOf(ensureConsumer(manager, durable));
    // No prefetch, because a message that waits here uses up its ack wait.
    const pullOptions = { prefetch: false, ...(heartbeatMs === undefined ? {} : { heartbeatMs }) };
    const pull = new PullReader(this.nc, { stream: STREAMS.events, consumer: durable }, pullOptions);
    const stop = (): void => {
      pull.close();
    };
    signal.addEventListener('abort', stop);
    try {
      while (!this.isAborted()) {
        for (const delivery of await pull.next(CONCURRENCY - this.active.size)) this.start(delivery);
        while (this.active.size >= CONCURRENCY) await Promise.race(this.active);
      }
    } finally {
      signal.removeEventListener('abort', stop);
      pull.close();
    }
  }

  private start(delivery: Delivery): void {
    const task = this.handle(delivery).finally(() => this.active.delete(task));
    this.active.add(task);
  }

  private async handle(delivery: Delivery): Promise<void> {
    const extend = setInterval(() => {
      this.answer(delivery, '+WPI');
    }, EXTEND_MS);
    try {
      this.answer(delivery, await this.carryOut(delivery));
    } catch (error) {
      this.options.onInterrupted?.(error);
      this.answer(delivery, retryLater(RETRY_MS[Math.min(delivery.deliveries, RETRY_MS.length) - 1] ?? REOPEN_MS));
    } finally {
      clearInterval(extend);
    }
  }

  private async carryOut(delivery: Delivery): Promise<string> {
    const [item] = await this.decoder.decode([toStoredMessage(delivery)]);
    if (item === undefined) return '+ACK';
    if (isPoison(item)) return this.carryOutPoison(item);
    await this.options.onCommit(item);
    return '+ACK';
  }

  private async carryOutPoison(poison: PoisonMessage): Promise<string> {
    if (kindOf(poison.error) === 'newer-schema') return retryLater(LEFT_FOR_NEWER_MS);
    await this.options.onPoison?.(poison);
    return '+ACK';
  }

  private answer(delivery: Delivery, body: string): void {
    // A lost acknowledgement is harmless, because the commit is redelivered.
    if (!this.nc.isClosed()) this.nc.publish(delivery.reply, body);
  }
}

const retryLater = (ms: number): string => `-NAK ${JSON.stringify({ delay: ms * NANOS_PER_MS })}`;
