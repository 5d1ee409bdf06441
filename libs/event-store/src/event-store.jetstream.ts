import { jetstreamManager, type JetStreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/nats-core';
import {
  DEFAULT_PARTITIONS,
  STREAMS,
  commitCodec,
  eventSubject,
  partitionFilter,
  type Commit,
  type CommitCodec,
} from '@throughline/contracts';
import { DESTINATIONS, runInPublishSpan, runInRequestSpan } from '@throughline/telemetry';
import { requireContinuity } from './continuity/continuity.js';
import { StoreUnavailableError } from './errors/errors.js';
import {
  type AppendResult,
  type EventStore,
  type FollowOptions,
  type History,
  type Incarnation,
  type LoadOptions,
  type PoisonMessage,
  type StoredCommit,
  type SubscribeOptions,
} from './event-store.js';
import { buildHistory } from './history/history.js';
import { AppendOperation, DEFAULT_APPEND_TIMES, type AppendTimes } from './jetstream/append.js';
import { DurableFollower } from './jetstream/durable-follower.js';
import { MSG_ID, toStoredMessage, type StreamMessage } from './jetstream/message.js';
import { OrderedFeed, type FeedOptions } from './jetstream/ordered-feed.js';
import { retryRead, readWithRetries } from './jetstream/retries.js';
import { META, verifyEventStream } from './jetstream/stream.js';
import type { Question } from './jetstream/answer-within.js';
import { SharedWatch } from './jetstream/shared-watch.js';
import { readSubject } from './jetstream/subject-reader.js';
import type { DataKeys } from './keys/data-keys.js';
import { NO_REVISION, START, positionOf, revisionOf, sequenceOf, type Position, type Revision } from './order/order.js';
import { requirePartition } from './partition.js';
import { StoredDecoder, commitIdOf } from './stored/stored-message.js';

export interface JetStreamEventStoreOptions {
  readonly keys: DataKeys;
  readonly partitions?: number;
  readonly codec?: CommitCodec;
  readonly appendTimes?: AppendTimes;
  /** Time limit for all tries of a read. After it the log is unavailable. */
  readonly readMs?: number;
  readonly batch?: number;
  /** The connection counts as broken after three missed heartbeats. */
  readonly heartbeatMs?: number;
  /** Called for logging when reading was interrupted; reading resumes by itself. */
  readonly onInterrupted?: (error: unknown) => void;
}

const BATCH = 2_000;

/** The log on JetStream. {@link JetStreamEventStore.open} verifies the stream before use; the constructor does not. */
export class JetStreamEventStore implements EventStore {
  readonly partitions: number;
  private readonly codec: CommitCodec;
  private readonly decoder: StoredDecoder;
  private readonly sharedWatch: SharedWatch;

  constructor(
    private readonly nc: NatsConnection,
    private readonly options: JetStreamEventStoreOptions,
  ) {
    this.partitions = options.partitions ?? DEFAULT_PARTITIONS;
    this.codec = options.codec ?? commitCodec;
    this.decoder = new StoredDecoder(this.codec, options.keys);
    this.sharedWatch = new SharedWatch({
      incarnation: () => this.incarnation(),
      feed: (feed) => this.feed({ ...feed, beforeOpen: this.sameLogGuard(positionOf(feed.after)) }),
      messages: (assetId, after) => this.messages(assetId, after),
      decode: (messages, signal) => this.decode(messages, signal),
      isClosed: () => nc.isClosed(),
      onInterrupted: (error) => options.onInterrupted?.(error),
    });
  }

  static async open(nc: NatsConnection, options: JetStreamEventStoreOptions): Promise<JetStreamEventStore> {
    const wanted = options.partitions === undefined ? {} : { partitions: options.partitions };
    const { partitions } = await verifyEventStream(nc, wanted);
    return new JetStreamEventStore(nc, { ...options, partitions });
  }

  async append(assetId: string, commit: Commit, expected: Revision): Promise<AppendResult> {
    const subject = eventSubject(assetId, this.partitions);
    const personal = commit.events.some((event) => 'personal' in event && event.personal !== undefined);
    const isNew = expected === NO_REVISION;
    const key = personal ? await this.reading('The data key', () => this.options.keys.create(assetId, isNew)) : undefined;
    const bytes = this.codec.encode(assetId, commit, key);
    const request = { subject, assetId, commit, bytes, expected };
    const append = new AppendOperation(this.nc, request, this.options.appendTimes ?? DEFAULT_APPEND_TIMES);
    return runInPublishSpan(DESTINATIONS.events, () => append.run());
  }

  async load(assetId: string, options: LoadOptions = {}): Promise<History> {
    return buildHistory(await this.messages(assetId, options.after), options);
  }

  messages(assetId: string, after: Revision = NO_REVISION): Promise<readonly (StoredCommit | PoisonMessage)[]> {
    const subject = eventSubject(assetId, this.partitions);
    const read: Question<readonly (StoredCommit | PoisonMessage)[]> = async (onMessage) => {
      const messages = await readSubject(this.nc, { stream: STREAMS.events, subject, from: sequenceOf(after) + 1, onMessage });
      return this.decoder.decode(messages.map(toStoredMessage));
    };
    return runInRequestSpan('load', DESTINATIONS.events, () => this.reading(`Asset ${assetId}`, read));
  }

  async head(assetId: string): Promise<Revision> {
    const last = eventSubject(assetId, this.partitions);
    const found = await this.reading(`Asset ${assetId}`, async () =>
      (await this.manager()).streams.getMessage(STREAMS.events, { last_by_subj: last }),
    );
    return found === null ? NO_REVISION : revisionOf(found.seq);
  }

  async subscribe(options: SubscribeOptions): Promise<void> {
    const { partition, after, onCommits, onCaughtUp, signal } = options;
    requirePartition(partition, this.partitions);
    await this.feed({
      filter: partitionFilter(partition),
      after: after === undefined ? 0 : sequenceOf(after),
      batch: this.options.batch ?? BATCH,
      onMessages: async (messages) => onCommits(await this.decode(messages, signal)),
      beforeOpen: this.sameLogGuard(after),
      signal,
      ...(onCaughtUp === undefined ? {} : { onCaughtUp }),
    });
  }

  async watch(assetId: string, onCommit: (recorded: StoredCommit) => void, signal: AbortSignal, after?: Revision): Promise<void> {
    const since = after ?? revisionOf(sequenceOf((await this.incarnation()).last));
    await this.sharedWatch.watch(assetId, onCommit, signal, since);
  }

  follow(options: FollowOptions): Promise<void> {
    const { heartbeatMs, onInterrupted } = this.options;
    return new DurableFollower(this.nc, this.decoder, {
      ...options,
      ...(heartbeatMs === undefined ? {} : { heartbeatMs }),
      ...(onInterrupted === undefined ? {} : { onInterrupted }),
    }).run();
  }

  async incarnation(): Promise<Incarnation> {
    const { state, config, ts } = await this.reading('The log', async () => (await this.manager()).streams.info(STREAMS.events));
    const id = config.metadata?.[META.incarnation] ?? '';
    const now = (ts === undefined ? new Date() : new Date(ts)).toISOString();
    return { id, first: positionOf(state.first_seq), last: positionOf(state.last_seq), now };
  }

  async firstAfter(partition: number, position: Position): Promise<Pick<StoredCommit, 'position' | 'storedAt'> | undefined> {
    requirePartition(partition, this.partitions);
    const next = { seq: sequenceOf(position) + 1, next_by_subj: partitionFilter(partition) };
    const found = await this.reading('The log', async () => (await this.manager()).streams.getMessage(STREAMS.events, next));
    return found === null ? undefined : { position: positionOf(found.seq), storedAt: found.time.toISOString() };
  }

  async commitIdAt(position: Position): Promise<string | undefined> {
    if (position === START) return undefined;
    const found = await this.reading('The log', async () =>
      (await this.manager()).streams.getMessage(STREAMS.events, { seq: sequenceOf(position) }),
    );
    return found === null ? undefined : commitIdOf({ bytes: found.data, commitId: found.header.get(MSG_ID) || undefined });
  }

  /** Guards against a server that comes back with an older copy of its store, in which positions mean other commits. */
  private sameLogGuard(after: Position | undefined): (last: StreamMessage | undefined) => Promise<void> {
    let incarnation: string | undefined;
    return async (last) => {
      incarnation ??= (await this.incarnation()).id;
      const position = last === undefined ? (after ?? START) : positionOf(last.sequence);
      // Only the caller knows which commit its starting position had. This check verifies that the position exists.
      const commitId = last === undefined ? await this.commitIdAt(position) : commitIdOf(toStoredMessage(last));
      await requireContinuity(this, { incarnation, position, commitId });
    };
  }

  /**
   * Decoding may have to read keys while the broker is away. Such an error is retried, and does not count as a failure of the
   * handler.
   */
  private decode(messages: readonly StreamMessage[], signal: AbortSignal): Promise<(StoredCommit | PoisonMessage)[]> {
    const stored = messages.map(toStoredMessage);
    return retryRead(this.nc, () => this.decoder.decode(stored), { signal, onFailure: this.options.onInterrupted });
  }

  private feed(options: Omit<FeedOptions, 'stream'>): Promise<void> {
    const { heartbeatMs, onInterrupted } = this.options;
    return new OrderedFeed(this.nc, {
      stream: STREAMS.events,
      ...options,
      ...(heartbeatMs === undefined ? {} : { heartbeatMs }),
      ...(onInterrupted === undefined ? {} : { onInterrupted }),
    }).run();
  }

  private manager(): Promise<JetStreamManager> {
    return jetstreamManager(this.nc, { checkAPI: false });
  }

  private reading<T>(what: string, read: Question<T>): Promise<T> {
    const giveUp = (cause: unknown): Error => new StoreUnavailableError(`${what} cannot be read`, { cause });
    return readWithRetries(this.nc, read, giveUp, this.options.readMs);
  }
}
