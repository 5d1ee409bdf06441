import { setTimeout as delay } from 'node:timers/promises';
import { AckPolicy, DeliverPolicy, jetstreamManager, type JetStreamManager } from '@nats-io/jetstream';
import { nanos, nuid, type NatsConnection } from '@nats-io/nats-core';
import { kindOf } from '@throughline/contracts';
import { StoreUnavailableError } from '../errors/errors.js';
import { connectionWatch } from './connection.js';
import type { StreamMessage } from './message.js';
import { Pull, PullBrokenError, type Delivery } from './pull.js';

export interface FeedOptions {
  readonly stream: string;
  /** One filter: two or more make the server 12 to 16 times slower. */
  readonly filter: string;
  /** Stream sequence, exclusive. */
  readonly after: number;
  readonly batch: number;
  readonly headersOnly?: boolean;
  readonly heartbeatMs?: number;
  readonly onMessages: (batch: readonly StreamMessage[]) => Promise<void>;
  readonly onCaughtUp?: () => void;
  /** The consumer is about to be made (again), to go on after this message; may refuse by throwing what is no interruption. */
  readonly beforeOpen?: (last: StreamMessage | undefined) => Promise<void>;
  readonly onOpen?: () => void;
  readonly onInterrupted?: (error: unknown) => void;
  readonly signal: AbortSignal;
}

/** Longer than any pause between two requests of a live reader, short enough that what a dead one left goes away. */
const INACTIVE_MS = 120_000;
const BACKOFF_MS = [50, 100, 250, 500, 1_000, 2_000] as const;

/**
 * Every message of one filter in order, none twice and none left out. An own loop in place of the client's ordered consumer, which
 * does not notice the last messages before a pause if they were lost together with the connection: here every loss of the
 * connection, silence or gap makes a new consumer that starts after the last message handed over.
 */
export class OrderedFeed {
  private last: StreamMessage | undefined;
  private failures = 0;
  private handlerFailed = false;
  private caughtUp = false;
  /** How many messages were waiting at the first start. */
  private backlog: number | undefined;

  constructor(
    private readonly nc: NatsConnection,
    private readonly options: FeedOptions,
  ) {}

  async run(): Promise<void> {
    while (!this.isAborted()) {
      try {
        await this.read(await jetstreamManager(this.nc, { checkAPI: false }));
      } catch (error) {
        // What fails because of the end is part of it.
        if (this.isAborted()) return;
        if (this.handlerFailed || kindOf(error) === 'restored') throw error;
        await this.pause(error);
      }
    }
  }

  private isAborted(): boolean {
    return this.options.signal.aborted;
  }

  private async pause(error: unknown): Promise<void> {
    if (this.nc.isClosed()) throw new StoreUnavailableError('The connection was closed while reading', { cause: error });
    this.options.onInterrupted?.(error);
    const wait = BACKOFF_MS[Math.min(this.failures, BACKOFF_MS.length - 1)] ?? 0;
    this.failures += 1;
    await connectionWatch(this.nc).settled(wait * 10);
    await delay(wait, undefined, { signal: this.options.signal }).catch(() => undefined);
  }

  private async read(manager: JetStreamManager): Promise<void> {
    const { stream, signal } = this.options;
    await this.options.beforeOpen?.(this.last);
    const { name, num_pending: pending } = await connectionWatch(this.nc).answerOf(this.createConsumer(manager));
    const pull = new Pull(this.nc, { stream, consumer: name }, this.pullOptions());
    const stop = (): void => {
      pull.close();
    };
    signal.addEventListener('abort', stop);
    try {
      if (this.isAborted()) return;
      this.options.onOpen?.();
      this.countDown(this.backlog ?? pending);
      await this.handle(pull);
    } finally {
      signal.removeEventListener('abort', stop);
      pull.close();
      // Only to be tidy: the server drops it by itself when nobody asks it any more.
      if (!this.nc.isClosed()) manager.consumers.delete(stream, name).catch(() => undefined);
    }
  }

  private pullOptions(): { prefetch: boolean; heartbeatMs?: number } {
    const { heartbeatMs } = this.options;
    return heartbeatMs === undefined ? { prefetch: true } : { prefetch: true, heartbeatMs };
  }

  private createConsumer(manager: JetStreamManager): ReturnType<JetStreamManager['consumers']['add']> {
    const { stream, filter, headersOnly } = this.options;
    return manager.consumers.add(stream, {
      name: `tl_${nuid.next()}`,
      ack_policy: AckPolicy.None,
      deliver_policy: DeliverPolicy.StartSequence,
      opt_start_seq: (this.last?.sequence ?? this.options.after) + 1,
      filter_subject: filter,
      headers_only: headersOnly === true,
      inactive_threshold: nanos(INACTIVE_MS),
      mem_storage: true,
      num_replicas: 1,
    });
  }

  private async handle(pull: Pull): Promise<void> {
    let expected = 1;
    while (!this.isAborted()) {
      const batch = await pull.next(this.options.batch);
      const whole = batch.findIndex((delivery, index) => delivery.consumerSequence !== expected + index);
      await this.handOver(whole === -1 ? batch : batch.slice(0, whole));
      if (whole !== -1) throw new PullBrokenError('a message was lost on its way');
      expected += batch.length;
      this.failures = 0;
    }
  }

  private async handOver(batch: readonly Delivery[]): Promise<void> {
    if (batch.length === 0) return;
    try {
      await this.options.onMessages(batch);
    } catch (error) {
      this.handlerFailed = true;
      throw error;
    }
    this.last = batch.at(-1);
    this.countDown((this.backlog ?? 0) - batch.length);
  }

  private countDown(backlog: number): void {
    this.backlog = backlog;
    if (backlog > 0 || this.caughtUp) return;
    this.caughtUp = true;
    this.options.onCaughtUp?.();
  }
}
