import type { JsonObject } from '@throughline/contracts';
import type { Position } from '@throughline/event-store';
import type { AssetEntry } from '../fold/asset-entry.js';
import type { FoldedAsset } from '../fold/fold.js';
import type { AuditRow } from '../fold/audit-row.js';

export interface QuarantineEntry {
  readonly assetId: string;
  readonly position: string;
  readonly revision: string;
  readonly commitId: string | undefined;
  readonly reasonKind: string;
  readonly reason: string;
  /** Broker time of the faulty commit, so that a rebuild yields the same value. */
  readonly since: string;
}

/** An observation for operators, stored in `ops.ops_log`. */
export interface Notice {
  readonly kind: 'intrusion' | 'conflict' | 'drift' | 'drift-repaired' | 'gap' | 'quarantined' | 'needs-upgrade' | 'released';
  readonly assetId: string;
  readonly detail: JsonObject;
}

export interface ChangedAsset {
  readonly entry: AssetEntry;
  /** State that the stored step rows show. If undefined, all step rows are written again. */
  readonly stored: FoldedAsset | undefined;
}

/** A batch with more assets is catching up, where single traces are not useful. */
const MAX_TRACES = 64;

/** The result of one transaction: the commits of one partition between two positions. */
export class Batch {
  readonly changed = new Map<string, ChangedAsset>();
  readonly audit: AuditRow[] = [];
  /** Audit rows of a refolded history. Some of them may be stored already. */
  readonly backfill: AuditRow[] = [];
  readonly parked = new Map<string, QuarantineEntry>();
  /** Number of commits that wait after a quarantined one, by asset. */
  readonly behind = new Map<string, number>();
  readonly released = new Set<string>();
  /** Assets erased or expired while quarantined. Their rows keep the last good state without any personal text. */
  readonly blanked = new Set<string>();
  readonly notices: Notice[] = [];
  /** The `traceparent` of each asset's last traced commit, for at most `MAX_TRACES` assets, because each gets a span. */
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

  /** Counts the commit at `position`, even if it changed nothing. */
  reach(position: Position, commitId: string | undefined): void {
    this.to = position;
    this.commitId = commitId;
    this.commits += 1;
  }

  follow(assetId: string, trace: string | undefined): void {
    if (trace !== undefined && (this.traces.size < MAX_TRACES || this.traces.has(assetId))) this.traces.set(assetId, trace);
  }

  park(parked: QuarantineEntry): void {
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
