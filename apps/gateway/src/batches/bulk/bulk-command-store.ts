import type { PlanChange } from '../../items/index.js';
import type { Token } from '../../kit/provide.js';
import type {
  BulkClaim,
  BulkCommand,
  BulkItem,
  BulkState,
  ItemFinding,
  NewBulkCommand,
  Outcome,
  Verdict,
} from './bulk-command.js';

/** A preview that is not executed by then is removed. */
export const PREVIEW_KEPT_MS = 24 * 3_600_000;
/** Results are removed this long after the bulk command was executed. */
export const RESULTS_KEPT_MS = 30 * 24 * 3_600_000;
/** A rate is measured over this time. */
export const RATE_MS = 30_000;

export interface BulkItemsQuery {
  readonly verdict?: Verdict | undefined;
  readonly outcome?: Outcome | undefined;
  /** Items after this position. */
  readonly after: number;
  readonly limit: number;
}

/** The work of the last {@link RATE_MS}, or since the bulk command's start if that is later. */
export interface RecentWork {
  readonly items: number;
  readonly ms: number;
}

/** Bulk commands and their items. Expired bulk commands do not exist. All times are by one clock, so that gateways agree on leases. */
export interface BulkCommandStore {
  /** Adds a bulk command in state `previewing`, with its items in this order. */
  add(bulk: NewBulkCommand, itemIds: readonly string[]): Promise<BulkCommand>;
  find(libraryId: string, id: string): Promise<BulkCommand | undefined>;
  /** Returns the bulk commands that were executed, newest first. */
  list(libraryId: string, limit: number): Promise<readonly BulkCommand[]>;
  items(id: string, query: BulkItemsQuery): Promise<readonly BulkItem[]>;
  recentWork(id: string): Promise<RecentWork>;
  /** Starts a bulk command that is previewed. Changes nothing in other states. */
  start(id: string, by: string): Promise<void>;
  /** Asks a running bulk command to stop. Stops a preview at once. Changes nothing in other states. */
  stop(id: string): Promise<void>;

  /** Returns `undefined` if there is nothing to do, or another claim's lease lasts. */
  claim(id: string, leaseMs: number): Promise<BulkClaim | undefined>;
  /** Returns the bulk command's state, or `undefined` if the claim was lost. */
  renew(claim: BulkClaim, leaseMs: number): Promise<BulkState | undefined>;
  /** Returns items after a position for which the phase of the claim has found nothing yet. */
  next(claim: BulkClaim, after: number, limit: number): Promise<readonly BulkItem[]>;
  /** Stores findings of the claim's phase, and renews its lease. Returns as `renew`; a lost claim stores nothing. */
  save(claim: BulkClaim, findings: readonly ItemFinding[], leaseMs: number): Promise<BulkState | undefined>;
  /** Adds settings that are not as the preview used them. Does nothing if the claim was lost. */
  notePlanChanges(claim: BulkClaim, changes: readonly PlanChange[]): Promise<void>;
  /** Ends the phase: `previewed`, `done`, or `stopped`, which leaves out the remaining items. Gives up the claim. */
  finish(claim: BulkClaim): Promise<void>;
  /** Gives up the claim. `waiting`: a required service is unavailable. */
  release(claim: BulkClaim, waiting: boolean): Promise<void>;
  /** Returns active bulk commands that nobody works on, oldest first. */
  unclaimed(): Promise<readonly string[]>;
  removeExpired(): Promise<number>;
}

export const BULK_COMMAND_STORE: Token<BulkCommandStore> = Symbol('BulkCommandStore');
