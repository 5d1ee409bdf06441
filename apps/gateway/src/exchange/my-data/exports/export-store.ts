import type { Token } from '../../../kit/provide.js';
import type { DataExport, ExportClaim, ExportProblem, ExportProgress, StoredArchive } from './data-export.js';

/** An archive, or the reason why there is none, is kept this long. */
export const EXPORT_KEPT_MS = 7 * 24 * 3_600_000;

/** Exports. Expired ones do not exist. All times are by one clock, so that gateways agree on leases. */
export interface ExportStore {
  /** Adds a running export; the one that is running already, if there is one. */
  add(id: string, userId: string): Promise<DataExport>;
  find(userId: string, id: string): Promise<DataExport | undefined>;
  /** Newest first. */
  list(userId: string): Promise<readonly DataExport[]>;
  /** Removes an export in any state. Returns false if the user has no such export. */
  remove(userId: string, id: string): Promise<boolean>;
  existing(ids: readonly string[]): Promise<ReadonlySet<string>>;

  /** Returns `undefined` if the export is not running, or another claim's lease lasts. */
  claim(id: string, leaseMs: number): Promise<ExportClaim | undefined>;
  /** Returns false if the claim was lost. */
  renew(claim: ExportClaim, progress: ExportProgress, leaseMs: number): Promise<boolean>;
  /** Offers the archive, and removes the user's older exports. Returns false if the claim was lost. */
  finish(claim: ExportClaim, archive: StoredArchive, progress: ExportProgress): Promise<boolean>;
  /** Ends the export without an archive. */
  fail(claim: ExportClaim, problem: ExportProblem): Promise<void>;
  /** Gives up the claim, for another attempt. Only a failure counts as an attempt. */
  release(claim: ExportClaim, cause: 'outage' | 'stop' | 'failure'): Promise<void>;
  /** Returns running exports that nobody works on, oldest first. */
  unclaimed(): Promise<readonly string[]>;
  removeExpired(): Promise<number>;
}

export const EXPORT_STORE: Token<ExportStore> = Symbol('ExportStore');
