import { setTimeout as delay } from 'node:timers/promises';
import {
  AckPolicy,
  DeliverPolicy,
  JetStreamApiError,
  jetstreamManager,
  type ConsumerConfig,
  type JetStreamManager,
} from '@nats-io/jetstream';
import { nanos, type NatsConnection } from '@nats-io/nats-core';
import { STREAMS, SUBJECTS, kindOf } from '@throughline/contracts';
import { StoreUnavailableError } from '../errors/errors.js';
import { isPoison, type FollowOptions, type Poison } from '../event-store.js';
import type { StoredDecoder } from '../stored/stored.js';
import { connectionWatch } from './connection.js';
import { storedOf } from './message.js';
import { Pull, type Delivery } from './pull.js';

export interface DurableFollowerOptions extends FollowOptions {
  readonly heartbeatMs?: number;
  readonly onInterrupted?: (error: unknown) => void;
}

/** How many commits one follower works on at the same time. */
const CONCURRENCY = 16;
/** Short, because a message lost together with a connection waits for as long; a handler at work extends it. */
const ACK_WAIT_MS = 10_000;
const EXTEND_MS = 3_000;
const MAX_ACK_PENDING = 1_024;
const RETRY_MS = [250, 1_000, 5_000, 15_000, 60_000] as const;
/** A newer release, which can read the commit, may take it in the meantime. */
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
  // Past a limit nothing would be delivered again: a commit without its consequence.
  max_deliver: -1,
});

const CONSUMER_EXISTS = 10_148;

async function ensureConsumer(manager: JetStreamManager, durable: string): Promise<void> {
  try {
    await manager.consumers.add(STREAMS.events, config(durable));
  } catch (error) {
    // Made by another release with other settings: it stands, as changing it is an administrator's act.
    if (!(error instanceof JetStreamApiError) || error.code !== CONSUMER_EXISTS) throw error;
  }
}

/** Every commit at least once to one of those who follow under the same name. */
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
        await connectionWatch(this.nc).settled(REOPEN_MS * 10);
        await delay(REOPEN_MS, undefined, { signal }).catch(() => undefined);
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
    await connectionWatch(this.nc).answerOf(ensureConsumer(manager, durable));
    // Without prefetch: a message that waits here uses up its time.
    const pullOptions = { prefetch: false, ...(heartbeatMs === undefined ? {} : { heartbeatMs }) };
    const pull = new Pull(this.nc, { stream: STREAMS.events, consumer: durable }, pullOptions);
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

  /** The acknowledgement to give. */
  private async carryOut(delivery: Delivery): Promise<string> {
    const [item] = await this.decoder.decode([storedOf(delivery)]);
    if (item === undefined) return '+ACK';
    if (isPoison(item)) return this.carryOutPoison(item);
    await this.options.onCommit(item);
    return '+ACK';
  }

  private async carryOutPoison(poison: Poison): Promise<string> {
    if (kindOf(poison.error) === 'newer-schema') return retryLater(LEFT_FOR_NEWER_MS);
    await this.options.onPoison?.(poison);
    return '+ACK';
  }

  private answer(delivery: Delivery, body: string): void {
    // An answer that is lost is no harm: the commit comes again.
    if (!this.nc.isClosed()) this.nc.publish(delivery.reply, body);
  }
}

const retryLater = (ms: number): string => `-NAK ${JSON.stringify({ delay: ms * NANOS_PER_MS })}`;
