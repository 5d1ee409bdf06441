import type { Commit } from '@throughline/contracts';
import type { Position, Revision } from './order/order.js';

/** A commit as it is stored. */
export interface Recorded {
  readonly assetId: string;
  readonly commit: Commit;
  readonly revision: Revision;
  readonly position: Position;
  /** The revision that its writer expected. Undefined: it was not written by this product (an intrusion). */
  readonly expected: Revision | undefined;
  /** The broker's time, ISO 8601. */
  readonly storedAt: string;
  /** The `traceparent` that it was written in; none where its writer did not trace. */
  readonly trace?: string;
}

/** A stored message that does not decode. It is given, not thrown, so that one asset does not stop the others. */
export interface Poison {
  readonly assetId: string;
  readonly revision: Revision;
  readonly position: Position;
  readonly expected: Revision | undefined;
  readonly storedAt: string;
  /** Of its body, else of its header, else made of its bytes: an operator names it by this. */
  readonly commitId: string;
  readonly bytes: Uint8Array;
  /** Of kind `undecodable` or `newer-schema`. */
  readonly error: unknown;
}

export const isPoison = (item: Recorded | Poison): item is Poison => 'error' in item;

export interface History {
  readonly commits: readonly Recorded[];
  /** Messages under the id of an earlier commit with another body: they change nothing. */
  readonly conflicts: readonly (Recorded | Poison)[];
  /** Of the last commit, discarded ones included: what the next append expects. */
  readonly revision: Revision;
}

export interface Appended {
  readonly revision: Revision;
  readonly position: Position;
  /** The commit was found stored already: by an earlier call, or by this call's own first try whose answer was lost. */
  readonly duplicate: boolean;
}

export interface LoadOptions {
  /** Only commits after this revision. */
  readonly after?: Revision;
  /** Only commits up to and with this revision. */
  readonly upTo?: Revision;
}

export interface SubscribeOptions {
  readonly partition: number;
  /** Exclusive; undefined is the start of the log. */
  readonly after: Position | undefined;
  /** Awaited: while it runs, only a bounded number of further messages is fetched. */
  readonly onCommits: (batch: readonly (Recorded | Poison)[]) => Promise<void>;
  /** Told once, when everything that was stored at the start has been handed over. */
  readonly onCaughtUp?: () => void;
  readonly signal: AbortSignal;
}

export interface FollowOptions {
  /** Name shared by all who divide the commits among themselves. */
  readonly durable: string;
  /** Resolves: acknowledged. Rejects: delivered again later, without a limit. Calls overlap; order is not kept. */
  readonly onCommit: (recorded: Recorded) => Promise<void>;
  /** Undecodable commits are acknowledged after this; there is nothing to carry out. */
  readonly onPoison?: (poison: Poison) => Promise<void>;
  readonly signal: AbortSignal;
}

export interface Incarnation {
  /** Differs for every log ever created. */
  readonly id: string;
  readonly first: Position;
  readonly last: Position;
}

/** The truth: an append-only log of commits, read by asset, by partition, or shared among dispatchers. Nothing deletes. */
export interface EventStore {
  readonly partitions: number;
  /**
   * Stores the commit if the asset is still at `expected`. Safe to repeat with the same commit id and the same or an older
   * `expected`, for ever; with a newer one only for minutes, so who decides on a fresh history first looks for the id in it.
   * Throws `revision-conflict`, `outcome-unknown`, `append-refused`, or `erased` (personal data for an erased asset).
   */
  append(assetId: string, commit: Commit, expected: Revision): Promise<Appended>;
  /**
   * The asset's commits in order, without those that a later `CommitDiscarded` names.
   * Throws an `ObstacleError` of kind `undecodable`, `newer-schema` or `history-gap`, and `unavailable`.
   */
  load(assetId: string, options?: LoadOptions): Promise<History>;
  /** Everything that stands on the asset's subject, in order, what cannot be read included. */
  messages(assetId: string): Promise<readonly (Recorded | Poison)[]>;
  /** Revision of the asset's last commit. */
  head(assetId: string): Promise<Revision>;
  /**
   * All commits of one partition in order, none twice, none left out, across reconnects and restarts of the server.
   * Resolves when aborted; rejects when the handler does, and with `restored` when the log is an older copy.
   */
  subscribe(options: SubscribeOptions): Promise<void>;
  /**
   * New commits of one asset. Resolves once listening; ends with the signal. With `after`, commits since that revision come first.
   * A commit that does not decode is left out.
   */
  watch(assetId: string, onCommit: (recorded: Recorded) => void, signal: AbortSignal, after?: Revision): Promise<void>;
  /** Every commit at least once to one of those who share the name. Resolves when aborted and all handlers have ended. */
  follow(options: FollowOptions): Promise<void>;
  incarnation(): Promise<Incarnation>;
  /** Position of the first commit of a partition after a position; undefined while there is none. */
  firstAfter(partition: number, position: Position): Promise<Position | undefined>;
  /** Id of the commit stored at a position. */
  commitIdAt(position: Position): Promise<string | undefined>;
}
