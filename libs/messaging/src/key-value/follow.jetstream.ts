import {
  AckPolicy,
  DeliverPolicy,
  jetstream,
  jetstreamManager,
  type ConsumerInfo,
  type ConsumerMessages,
  type JsMsg,
} from '@nats-io/jetstream';
import { nanos, nuid, type NatsConnection } from '@nats-io/nats-core';
import { computeBackoff } from '@throughline/contracts';
import { streamOf, subjectOf } from './key-value-streams.js';
import { ConnectionChanges } from './connection-changes.js';
import { FollowerState, type FollowOptions } from './follow.js';
import { KeyValueUnavailableError, type RecordRevision } from './key-value-store.js';

export interface FollowedStore {
  readonly nc: NatsConnection;
  readonly store: string;
  readonly filter: string;
}

const ANSWER_MS = 5_000;
/** The broker removes the consumer of a vanished reader after this time. */
const INACTIVE_MS = 60_000;
/** After two missed heartbeats everything is read again. */
const IDLE_HEARTBEAT_MS = 5_000;
const EXPIRES_MS = 30_000;
const BACKOFF = { firstMs: 100, longestMs: 2_000 };
const ENDINGS: readonly string[] = ['heartbeats_missed', 'consumer_not_found', 'consumer_deleted', 'stream_not_found'];

/** Follows a store. Reads again from the last values whenever a change may have been missed. */
export async function followStore(followed: FollowedStore, options: FollowOptions): Promise<void> {
  const { signal } = options;
  const state = new FollowerState(options);
  let failures = 0;
  while (!signal.aborted) {
    const reading = new StoreReader(followed, state, signal);
    const cause = await reading.run().catch((error: unknown) => error);
    if (state.failure !== undefined) throw state.failure.cause;
    // An error after the abort is a result of it.
    if (isEnded(signal)) return;
    state.interrupted(cause);
    if (followed.nc.isClosed())
      throw new KeyValueUnavailableError(`The store ${followed.store} cannot be followed: the connection to NATS is closed`, {
        cause,
      });
    failures = reading.hasBegun ? 1 : failures + 1;
    await waitForRetry(followed.nc, computeBackoff(BACKOFF, failures), signal);
  }
}

/** A separate function, because TypeScript would narrow `signal.aborted`, which may change during an await. */
const isEnded = (signal: AbortSignal): boolean => signal.aborted;

/**
 * Reads one consumer: all last values, then changes, until the connection breaks, the broker stops responding or a message is
 * missing.
 */
class StoreReader {
  hasBegun = false;
  #end: { readonly cause: unknown } | undefined;
  #messages: ConsumerMessages | undefined;

  constructor(
    private readonly followed: FollowedStore,
    private readonly state: FollowerState,
    private readonly signal: AbortSignal,
  ) {}

  /** Resolves with the cause of its end. */
  async run(): Promise<unknown> {
    const { nc } = this.followed;
    const abort = (): void => {
      this.#stop('aborted');
    };
    // Listens from the beginning: messages sent over a broken connection are lost without an error.
    const forget = ConnectionChanges.of(nc).on(() => {
      this.#stop(new Error('The connection to NATS changed'));
    });
    this.signal.addEventListener('abort', abort);
    try {
      await this.#read(await this.#createConsumer());
      return this.#end?.cause ?? new Error('The deliveries of the broker have ended');
    } finally {
      forget();
      this.signal.removeEventListener('abort', abort);
    }
  }

  async #createConsumer(): Promise<ConsumerInfo> {
    const { nc, store, filter } = this.followed;
    const manager = await jetstreamManager(nc, { checkAPI: false, timeout: ANSWER_MS });
    return manager.consumers.add(streamOf(store), {
      // The name makes the request include the filter, so a user who may follow only one kind of record may create this
      // consumer.
      name: `tl_${nuid.next()}`,
      ack_policy: AckPolicy.None,
      deliver_policy: DeliverPolicy.LastPerSubject,
      filter_subject: subjectOf(store, filter),
      mem_storage: true,
      num_replicas: 1,
      inactive_threshold: nanos(INACTIVE_MS),
    });
  }

  async #read({ stream_name: stream, name, num_pending: pending }: ConsumerInfo): Promise<void> {
    const { nc } = this.followed;
    const consumer = await jetstream(nc, { timeout: ANSWER_MS }).consumers.get(stream, name);
    const messages = await consumer.consume({ max_messages: 500, expires: EXPIRES_MS, idle_heartbeat: IDLE_HEARTBEAT_MS });
    this.#messages = messages;
    try {
      if (this.#end !== undefined) return;
      this.hasBegun = true;
      this.state.beginReading();
      if (pending === 0) this.state.caughtUp();
      await Promise.all([this.#watchStatus(messages), this.#tellAll(messages)]);
    } finally {
      messages.stop();
      // Optional: the server removes an unused consumer by itself.
      if (!nc.isClosed()) consumer.delete().catch(() => undefined);
    }
  }

  async #watchStatus(messages: ConsumerMessages): Promise<void> {
    for await (const { type } of messages.status()) {
      // Nothing more is pending, even if the last pending message was removed meanwhile.
      if (type === 'heartbeat') this.state.caughtUp();
      if (ENDINGS.includes(type)) this.#stop(new Error(`NATS tells ${type}`));
    }
  }

  async #tellAll(messages: ConsumerMessages): Promise<void> {
    let expected = 1;
    for await (const message of messages) {
      if (message.info.deliverySequence !== expected) {
        this.#stop(new Error('A message was lost on its way'));
        return;
      }
      expected += 1;
      this.#tell(message);
      if (message.info.pending === 0) this.state.caughtUp();
    }
  }

  #tell(message: JsMsg): void {
    const name = message.subject.slice(subjectOf(this.followed.store, '').length);
    if ((message.headers?.get('KV-Operation') ?? '') !== '') this.state.removed(name);
    else this.state.record(name, message.string(), String(message.seq) as RecordRevision);
  }

  #stop(cause: unknown): void {
    this.#end ??= { cause };
    this.#messages?.stop();
  }
}

/** Waits before the next read. Without a connection it waits for the reconnect instead of the timer. */
async function waitForRetry(nc: NatsConnection, ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  const changes = ConnectionChanges.of(nc);
  await new Promise<void>((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      forget();
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = changes.isUp ? setTimeout(done, ms) : undefined;
    const forget = changes.on(done);
    signal.addEventListener('abort', done);
  });
}
