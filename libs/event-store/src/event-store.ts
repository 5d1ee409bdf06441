import type { Commit } from '@throughline/contracts';
import type { Position, Revision } from './order/order.js';

export interface StoredCommit {
  readonly assetId: string;
  readonly commit: Commit;
  readonly revision: Revision;
  readonly position: Position;
  /** `undefined` if the writer was not this product. */
  readonly expected: Revision | undefined;
  readonly storedAt: string;
  readonly trace?: string;
}

/** A stored message that cannot be decoded. It is returned, not thrown, so that one asset does not stop the others. */
export interface PoisonMessage {
  readonly assetId: string;
  readonly revision: Revision;
  readonly position: Position;
  readonly expected: Revision | undefined;
  readonly storedAt: string;
  /** The id in the body, else in the header, else a hash of the bytes. Operators refer to the message by it. */
  readonly commitId: string;
  readonly bytes: Uint8Array;
  readonly error: unknown;
}

export const isPoison = (item: StoredCommit | PoisonMessage): item is PoisonMessage => 'error' in item;

export interface History {
  readonly commits: readonly StoredCommit[];
  readonly conflicts: readonly (StoredCommit | PoisonMessage)[];
  /** The revision of the last commit, even if it was discarded. The next append expects it. */
  readonly revision: Revision;
}

export interface AppendResult {
  readonly revision: Revision;
  readonly position: Position;
  /** An earlier call had stored the commit, or an earlier try of this call whose answer was lost. */
  readonly duplicate: boolean;
}

export interface LoadOptions {
  /** Exclusive. */
  readonly after?: Revision;
  /** Inclusive. */
  readonly upTo?: Revision;
}

export interface SubscribeOptions {
  readonly partition: number;
  /** Exclusive. `undefined` is the start of the log. */
  readonly after: Position | undefined;
  /** Awaited. While it runs, only a bounded number of further messages is fetched. */
  readonly onCommits: (batch: readonly (StoredCommit | PoisonMessage)[]) => Promise<void>;
  /** Called once, after all messages that were stored at the start were delivered. */
  readonly onCaughtUp?: () => void;
  readonly signal: AbortSignal;
}

export interface FollowOptions {
  readonly durable: string;
  /** Resolving acknowledges the commit. Rejecting redelivers it later, without a limit. Calls overlap, in no fixed order. */
  readonly onCommit: (recorded: StoredCommit) => Promise<void>;
  /** Undecodable commits are acknowledged after this call. */
  readonly onPoison?: (poison: PoisonMessage) => Promise<void>;
  readonly signal: AbortSignal;
}

export interface Incarnation {
  readonly id: string;
  readonly first: Position;
  readonly last: Position;
  /** The time of this answer, by the clock that stamps the commits. ISO 8601. */
  readonly now: string;
}

/**
 * The append-only log of commits, read by asset, by partition, or by dispatchers that share it. No operation deletes commits.
 */
export interface EventStore {
  readonly partitions: number;
  /**
   * Stores the commit if the asset is still at `expected`. Repeating the same commit id with the same or an older `expected` is
   * always safe. With a newer `expected` it is safe only for minutes, so look for the id in the history before deciding again.
   *
   * Throws `revision-conflict`, `outcome-unknown`, `append-refused`, or `erased` (personal data for an erased asset).
   */
  append(assetId: string, commit: Commit, expected: Revision): Promise<AppendResult>;
  /**
   * Returns the asset's commits in order, without discarded ones. Throws `unavailable`, or an `ObstacleError` of kind
   * `undecodable`, `newer-schema` or `history-gap`.
   */
  load(assetId: string, options?: LoadOptions): Promise<History>;
  /** Returns all messages on the asset's subject in order, including those that cannot be read. */
  messages(assetId: string): Promise<readonly (StoredCommit | PoisonMessage)[]>;
  head(assetId: string): Promise<Revision>;
  /**
   * Delivers all commits of one partition in order, each exactly once, across reconnects and server restarts. Resolves when
   * aborted. Rejects when the handler does, and with `restored` if the log is an older copy.
   */
  subscribe(options: SubscribeOptions): Promise<void>;
  /**
   * Delivers new commits of one asset until the signal fires, without those that cannot be decoded. Resolves once it listens.
   * With `after`, commits since that revision come first.
   */
  watch(assetId: string, onCommit: (recorded: StoredCommit) => void, signal: AbortSignal, after?: Revision): Promise<void>;
  /**
   * Delivers every commit at least once to one of the followers of a name. Resolves when aborted and all handlers have ended.
   */
  follow(options: FollowOptions): Promise<void>;
  incarnation(): Promise<Incarnation>;
  firstAfter(partition: number, position: Position): Promise<Pick<StoredCommit, 'position' | 'storedAt'> | undefined>;
  commitIdAt(position: Position): Promise<string | undefined>;
}
