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
import { streamOf, subjectOf } from './buckets.js';
import { ConnectionChanges } from './connection-changes.js';
import { Told, type FollowRecords } from './follow.js';
import { RecordsAwayError, type RecordRevision } from './records.js';

export interface FollowedBucket {
  readonly nc: NatsConnection;
  readonly bucket: string;
  readonly filter: string;
}

const ANSWER_MS = 5_000;
/** A reader that vanished leaves its consumer to the broker for so long. */
const INACTIVE_MS = 60_000;
/** Without a sign from the broker for two of these, all is read anew. */
const IDLE_HEARTBEAT_MS = 5_000;
const EXPIRES_MS = 30_000;
const BACKOFF_MS = [100, 250, 500, 1_000, 2_000] as const;
const ENDINGS: readonly string[] = ['heartbeats_missed', 'consumer_not_found', 'consumer_deleted', 'stream_not_found'];

/** Read anew from the last values on whenever something may have been missed. */
export async function followBucket(followed: FollowedBucket, options: FollowRecords): Promise<void> {
  const { signal } = options;
  const told = new Told(options);
  let failures = 0;
  while (!signal.aborted) {
    const reading = new Reading(followed, told, signal);
    const cause = await reading.run().catch((error: unknown) => error);
    if (told.failure !== undefined) throw told.failure.cause;
    // What fails because of the end is part of it.
    if (isEnded(signal)) return;
    told.interrupted(cause);
    if (followed.nc.isClosed())
      throw new RecordsAwayError(`The bucket ${followed.bucket} cannot be followed: the connection to NATS is closed`, { cause });
    failures = reading.hasBegun ? 0 : Math.min(failures + 1, BACKOFF_MS.length - 1);
    await pause(followed.nc, BACKOFF_MS[failures] ?? 0, signal);
  }
}

/** A question of its own: the signal may have been given while something was waited for. */
const isEnded = (signal: AbortSignal): boolean => signal.aborted;

/** One consumer: all last values, then changes, until the connection breaks, the broker falls silent or a message is missing. */
class Reading {
  hasBegun = false;
  #end: { readonly cause: unknown } | undefined;
  #messages: ConsumerMessages | undefined;

  constructor(
    private readonly followed: FollowedBucket,
    private readonly told: Told,
    private readonly signal: AbortSignal,
  ) {}

  /** Resolves with what ended it. */
  async run(): Promise<unknown> {
    const { nc } = this.followed;
    const abort = (): void => {
      this.#stop('aborted');
    };
    // Listened for from the beginning: what is delivered into a connection that broke is lost without a sign.
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
    const { nc, bucket, filter } = this.followed;
    const manager = await jetstreamManager(nc, { checkAPI: false, timeout: ANSWER_MS });
    return manager.consumers.add(streamOf(bucket), {
      // With a name, the request says what is filtered: who may follow one kind of record alone may make this consumer.
      name: `tl_${nuid.next()}`,
      ack_policy: AckPolicy.None,
      deliver_policy: DeliverPolicy.LastPerSubject,
      filter_subject: subjectOf(bucket, filter),
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
      this.told.beginReading();
      if (pending === 0) this.told.caughtUp();
      await Promise.all([this.#watchStatus(messages), this.#tellAll(messages)]);
    } finally {
      messages.stop();
      // Only to be tidy: the server drops it by itself when nobody asks it any more.
      if (!nc.isClosed()) consumer.delete().catch(() => undefined);
    }
  }

  async #watchStatus(messages: ConsumerMessages): Promise<void> {
    for await (const { type } of messages.status()) {
      // The broker has nothing more for us, also where the last of what it had has gone meanwhile.
      if (type === 'heartbeat') this.told.caughtUp();
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
      if (message.info.pending === 0) this.told.caughtUp();
    }
  }

  #tell(message: JsMsg): void {
    const name = message.subject.slice(subjectOf(this.followed.bucket, '').length);
    if ((message.headers?.get('KV-Operation') ?? '') !== '') this.told.removed(name);
    else this.told.record(name, message.string(), String(message.seq) as RecordRevision);
  }

  #stop(cause: unknown): void {
    this.#end ??= { cause };
    this.#messages?.stop();
  }
}

/** While there is no connection nothing can be asked; it coming back is reason enough to go on at once. */
async function pause(nc: NatsConnection, ms: number, signal: AbortSignal): Promise<void> {
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
