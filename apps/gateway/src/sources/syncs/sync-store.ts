import type { Token } from '../../kit/provide.js';
import type { SourceId } from '../source.js';
import type { SourceSync, SyncClaim, SyncResult, SyncTrigger, SyncWindow } from './sync.js';

/** For each source. */
export const SYNCS_KEPT = 20;

export interface NewSync extends SyncWindow {
  readonly trigger: SyncTrigger;
  readonly isDryRun: boolean;
}

/** The syncs of sources. All times are by one clock, so that gateways agree on leases. */
export interface SyncStore {
  /** Returns sources that are due and that nobody syncs, the longest due first, without those of the given libraries. */
  due(limit: number, without?: readonly string[]): Promise<readonly SourceId[]>;
  /** Starts a sync. Returns `undefined` if the lease of another one lasts, or the source does not exist. */
  begin(sourceId: SourceId, sync: NewSync, leaseMs: number): Promise<SyncClaim | undefined>;
  /** Returns false if the claim was lost. */
  renew(claim: SyncClaim, leaseMs: number): Promise<boolean>;
  /**
   * Returns the time since an item was first seen, in milliseconds. A dry run remembers nothing.
   */
  see(claim: SyncClaim, assetId: string): Promise<number>;
  /** Ends the sync, unless its claim was lost. Forgets what was seen and is not waiting, if the whole source was listed. */
  finish(claim: SyncClaim, result: SyncResult): Promise<void>;
  /** Newest first. */
  list(sourceId: SourceId): Promise<readonly SourceSync[]>;
  find(sourceId: SourceId, id: string): Promise<SourceSync | undefined>;
  /** Returns the newest sync of each source that changed something or could have. */
  latest(sourceIds: readonly SourceId[]): Promise<ReadonlyMap<SourceId, SourceSync>>;
}

export const SYNC_STORE: Token<SyncStore> = Symbol('SyncStore');
