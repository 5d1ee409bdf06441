import { AckPolicy, DeliverPolicy, jetstreamManager, type JetStreamManager } from '@nats-io/jetstream';
import { nanos, nuid, type NatsConnection } from '@nats-io/nats-core';
import { computeBackoff, kindOf, pause } from '@throughline/contracts';
import { StoreUnavailableError } from '../errors/errors.js';
import { getConnectionWatch } from './connection.js';
import type { StreamMessage } from './message.js';
import { PullReader, PullBrokenError, type Delivery } from './pull.js';

export interface FeedOptions {
  readonly stream: string;
  /** One filter only: with two or more the server is 12 to 16 times slower. */
  readonly filter: string;
  readonly after: number;
  readonly batch: number;
  readonly headersOnly?: boolean;
  readonly heartbeatMs?: number;
  readonly onMessages: (batch: readonly StreamMessage[]) => Promise<void>;
  readonly onCaughtUp?: () => void;
  /**
   * Called before each creation of the consumer, with the last message delivered. May throw an error of kind `restored` to stop
   * the feed.
   */
  readonly beforeOpen?: (last: StreamMessage | undefined) => Promise<void>;
  readonly onOpen?: () => void;
  readonly onInterrupted?: (error: unknown) => void;
  readonly signal: AbortSignal;
}

/**
 * Longer than any pause between two requests of a live reader, short enough that the server soon removes the consumer of a dead
 * one.
 */
const INACTIVE_MS = 120_000;
const BACKOFF = { firstMs: 50, longestMs: 2_000 };

/**
 * Delivers every message of one filter in order, exactly once. Replaces the client's ordered consumer, which misses the last
 * messages before a pause if they are lost with the connection. Here every lost connection, missed heartbeat or gap creates a
 * new consumer that starts after the last message delivered.
 */
export class OrderedFeed {
  private last: StreamMessage | undefined;
  private failures = 0;
  private handlerFailed = false;
  private caughtUp = false;
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
        // Errors after the abort are expected.
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
    this.failures += 1;
    const wait = computeBackoff(BACKOFF, this.failures);
    await getConnectionWatch(this.nc).settled(wait * 10);
    await pause(wait, this.options.signal);
  }

  private async read(manager: JetStreamManager): Promise<void> {
    const { stream, signal } = this.options;
    await this.options.beforeOpen?.(this.last);
    const { name, num_pending: pending } = await getConnectionWatch(this.nc).answerOf(this.createConsumer(manager));
    const pull = new PullReader(this.nc, { stream, consumer: name }, this.pullOptions());
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
      // Optional, because the server removes an inactive consumer by itself.
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

  private async handle(pull: PullReader): Promise<void> {
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
