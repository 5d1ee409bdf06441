import { randomUUID } from 'node:crypto';
import { DEFAULT_PARTITIONS, commitCodec, kindOf, type Commit, type CommitCodec } from '@throughline/contracts';
import { DESTINATIONS, getCurrentTrace, runInPublishSpan } from '@throughline/telemetry';
import { RestoredLogError, RevisionConflictError } from '../../errors/errors.js';
import {
  isPoison,
  type AppendResult,
  type EventStore,
  type FollowOptions,
  type History,
  type Incarnation,
  type LoadOptions,
  type PoisonMessage,
  type StoredCommit,
  type SubscribeOptions,
} from '../../event-store.js';
import { buildHistory } from '../../history/history.js';
import type { DataKeys } from '../../keys/data-keys.js';
import { MemoryDataKeys } from '../../keys/data-keys.memory.js';
import { MemoryFollowers } from './followers.js';
import { MemoryLog } from './log.js';
import {
  NO_REVISION,
  START,
  positionOf,
  revisionOf,
  isSameRevision,
  sequenceOf,
  type Position,
  type Revision,
} from '../../order/order.js';
import { requirePartition } from '../../partition.js';
import { StoredDecoder, commitIdOf, type StoredMessage } from '../../stored/stored-message.js';

export interface MemoryEventStoreOptions {
  readonly keys?: DataKeys;
  readonly partitions?: number;
  readonly codec?: CommitCodec;
  /** The log continues after this position, as if its earlier commits had expired. */
  readonly startAfter?: Position | undefined;
}

/** The log in memory, for tests. It stores sealed and encoded bytes and fulfils the same contract as the real one. */
export class MemoryEventStore implements EventStore {
  readonly partitions: number;
  private readonly codec: CommitCodec;
  private readonly keys: DataKeys;
  private readonly decoder: StoredDecoder;
  private readonly id = randomUUID();
  private readonly first: number;
  private readonly log: MemoryLog;
  private readonly followers: MemoryFollowers;

  constructor(options: MemoryEventStoreOptions = {}) {
    this.partitions = options.partitions ?? DEFAULT_PARTITIONS;
    const before = sequenceOf(options.startAfter ?? START);
    this.first = before + 1;
    this.log = new MemoryLog(this.partitions, before);
    this.followers = new MemoryFollowers(this.log);
    this.codec = options.codec ?? commitCodec;
    this.keys = options.keys ?? new MemoryDataKeys();
    this.decoder = new StoredDecoder(this.codec, this.keys);
  }

  async append(assetId: string, commit: Commit, expected: Revision): Promise<AppendResult> {
    const personal = commit.events.some((event) => 'personal' in event && event.personal !== undefined);
    const bytes = this.codec.encode(assetId, commit, personal ? await this.keys.create(assetId) : undefined);
    const known = this.log.ofAsset(assetId).find(({ commitId }) => commitId === commit.id);
    if (known !== undefined) return toAppendResult(known, true);
    const actual = this.headOf(assetId);
    if (!isSameRevision(actual, expected)) throw new RevisionConflictError(assetId, expected, actual);
    return runInPublishSpan(DESTINATIONS.events, () =>
      Promise.resolve(
        toAppendResult(this.log.add({ assetId, commitId: commit.id, expected, bytes, trace: getCurrentTrace() }), false),
      ),
    );
  }

  inject(assetId: string, bytes: Uint8Array, commitId?: string, expected?: Revision): Position {
    return positionOf(this.log.add({ assetId, commitId, expected, bytes }).sequence);
  }

  async load(assetId: string, options: LoadOptions = {}): Promise<History> {
    return buildHistory(await this.messages(assetId, options.after), options);
  }

  messages(assetId: string, after: Revision = NO_REVISION): Promise<readonly (StoredCommit | PoisonMessage)[]> {
    return this.decoder.decode(this.log.ofAsset(assetId).filter(({ sequence }) => sequence > sequenceOf(after)));
  }

  head(assetId: string): Promise<Revision> {
    return Promise.resolve(this.headOf(assetId));
  }

  async subscribe({ partition, after, onCommits, onCaughtUp, signal }: SubscribeOptions): Promise<void> {
    requirePartition(partition, this.partitions);
    let last = after === undefined ? 0 : sequenceOf(after);
    if (last > this.log.last) throw new RestoredLogError(`it ends at ${String(this.log.last)}, before ${String(last)}`);
    for (let round = 1; !signal.aborted; round += 1) {
      const end = this.log.last;
      const batch = this.log.ofPartition(partition, last, end);
      if (batch.length > 0) await onCommits(await this.decoder.decode(batch));
      last = end;
      if (round === 1) onCaughtUp?.();
      await this.log.grownBeyond(last, signal);
    }
  }

  watch(assetId: string, onCommit: (recorded: StoredCommit) => void, signal: AbortSignal, after?: Revision): Promise<void> {
    void this.watchFrom(assetId, after === undefined ? this.log.last : sequenceOf(after), onCommit, signal);
    return Promise.resolve();
  }

  follow(options: FollowOptions): Promise<void> {
    return this.followers.follow(options, async (stored) => {
      const [item] = await this.decoder.decode([stored]);
      if (item === undefined) return;
      if (!isPoison(item)) return options.onCommit(item);
      if (kindOf(item.error) === 'newer-schema') throw item.error;
      await options.onPoison?.(item);
    });
  }

  incarnation(): Promise<Incarnation> {
    const { last } = this.log;
    const first = last < this.first ? START : positionOf(this.first);
    return Promise.resolve({ id: this.id, first, last: positionOf(last), now: new Date().toISOString() });
  }

  firstAfter(partition: number, position: Position): Promise<Pick<StoredCommit, 'position' | 'storedAt'> | undefined> {
    requirePartition(partition, this.partitions);
    const [found] = this.log.ofPartition(partition, sequenceOf(position), this.log.last);
    return Promise.resolve(found && { position: positionOf(found.sequence), storedAt: found.storedAt });
  }

  commitIdAt(position: Position): Promise<string | undefined> {
    const stored = this.log.at(sequenceOf(position));
    return Promise.resolve(stored && commitIdOf(stored));
  }

  private headOf(assetId: string): Revision {
    return revisionOf(this.log.ofAsset(assetId).at(-1)?.sequence ?? 0);
  }

  private async watchFrom(
    assetId: string,
    from: number,
    onCommit: (recorded: StoredCommit) => void,
    signal: AbortSignal,
  ): Promise<void> {
    let last = from;
    while (!signal.aborted) {
      const end = this.log.last;
      const batch = this.log.between(last, end).filter((stored) => stored.assetId === assetId);
      for (const item of await this.decoder.decode(batch)) if (!isPoison(item)) onCommit(item);
      last = end;
      await this.log.grownBeyond(last, signal);
    }
  }
}

const toAppendResult = ({ sequence }: StoredMessage, duplicate: boolean): AppendResult => ({
  revision: revisionOf(sequence),
  position: positionOf(sequence),
  duplicate,
});
