import type { JsonObject } from '@throughline/contracts';
import type { Position } from '@throughline/event-store';
import type { AssetEntry } from '../fold/asset-entry.js';
import type { Folded } from '../fold/fold.js';
import type { AuditRow } from '../rows/audit-row.js';

/** Why an asset is parked. `reason` names kinds and fields, never content. */
export interface Parked {
  readonly assetId: string;
  readonly position: string;
  readonly revision: string;
  readonly commitId: string | undefined;
  readonly reasonKind: string;
  readonly reason: string;
  /** Broker time of the commit that parks it: a rebuild finds the same. */
  readonly since: string;
}

/** Something that an operator should know of, kept in `ops.ops_log`. */
export interface Notice {
  readonly kind: 'intrusion' | 'conflict' | 'drift' | 'drift-repaired' | 'gap' | 'quarantined' | 'needs-upgrade' | 'released';
  readonly assetId: string;
  readonly detail: JsonObject;
}

export interface ChangedAsset {
  readonly entry: AssetEntry;
  /** What the step rows in the tables show; undefined where that is not known and all of them are written anew. */
  readonly stored: Folded | undefined;
}

/** A batch of more is catching up, and nobody waits for the single one. */
const MOST_TRACES = 64;

/** What one transaction writes: the outcome of the commits of one partition between two positions. */
export class Batch {
  readonly changed = new Map<string, ChangedAsset>();
  readonly audit: AuditRow[] = [];
  /** Rows of a history folded anew: some of them may be stored already. */
  readonly backfill: AuditRow[] = [];
  readonly parked = new Map<string, Parked>();
  /** Commits that came behind a parked one, for each asset. */
  readonly behind = new Map<string, number>();
  readonly released = new Set<string>();
  /** Erased or expired while they are parked: their rows show the last good state, and no word of it may stay. */
  readonly blanked = new Set<string>();
  readonly notices: Notice[] = [];
  /** The `traceparent` of each asset's last commit in here that has one; of so many assets at most, as each gets a span. */
  readonly traces = new Map<string, string>();
  to: Position;
  commitId: string | undefined;
  commits = 0;

  constructor(readonly from: Position) {
    this.to = from;
  }

  get isEmpty(): boolean {
    return this.commits === 0;
  }

  get events(): number {
    return this.audit.length + this.backfill.length;
  }

  /** Notes that the commit at `position` is in this batch, whatever became of it. */
  reach(position: Position, commitId: string | undefined): void {
    this.to = position;
    this.commitId = commitId;
    this.commits += 1;
  }

  follow(assetId: string, trace: string | undefined): void {
    if (trace !== undefined && (this.traces.size < MOST_TRACES || this.traces.has(assetId))) this.traces.set(assetId, trace);
  }

  park(parked: Parked): void {
    this.parked.set(parked.assetId, parked);
    this.released.delete(parked.assetId);
  }

  release(assetId: string): void {
    this.parked.delete(assetId);
    this.behind.delete(assetId);
    this.released.add(assetId);
  }

  countBehind(assetId: string): void {
    this.behind.set(assetId, (this.behind.get(assetId) ?? 0) + 1);
  }
}
