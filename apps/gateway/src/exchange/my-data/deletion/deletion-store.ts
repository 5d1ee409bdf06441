import type { Token } from '../../../kit/provide.js';
import type { AccountDeletion, DeletionClaim, DeletionCounts, DeletionProblem, DeletionProgress } from './account-deletion.js';
import type { LibraryPlan } from './plan.js';

export interface DeletionRequest {
  readonly id: string;
  readonly userId: string;
  readonly requestedBy: string;
  readonly plan: readonly LibraryPlan[];
  readonly counts: DeletionCounts;
  /** Milliseconds until the work starts. */
  readonly waitMs: number;
}

/** Deletions of accounts, at most one of each user. All times are by one clock, so that gateways agree on leases. */
export interface DeletionStore {
  /** Adds a deletion. One that is not done gets the new plan, counts and start instead. Returns undefined if it is done. */
  request(request: DeletionRequest): Promise<AccountDeletion | undefined>;
  find(userId: string): Promise<AccountDeletion | undefined>;
  /** Newest first. */
  list(): Promise<readonly AccountDeletion[]>;
  /** Removes a deletion that still waits. Returns false for another one. */
  cancel(userId: string): Promise<boolean>;

  /** Returns undefined if nothing is due, or another claim's lease lasts. */
  claim(id: string, leaseMs: number): Promise<DeletionClaim | undefined>;
  /** Returns false if the claim was lost. */
  renew(claim: DeletionClaim, progress: DeletionProgress, leaseMs: number): Promise<boolean>;
  /** Ends the deletion. Returns false if the claim was lost. */
  finish(claim: DeletionClaim): Promise<boolean>;
  /** Gives up the claim. The next attempt is due after `waitMs`. */
  release(claim: DeletionClaim, next: { readonly problem: DeletionProblem | undefined; readonly waitMs: number }): Promise<void>;
  /** Returns deletions that are due and that nobody works on, oldest first. */
  unclaimed(): Promise<readonly string[]>;
  endedWithin(ms: number): Promise<readonly AccountDeletion[]>;
  /** Makes a deletion that was done due again. */
  reopen(id: string): Promise<void>;
}

export const DELETION_STORE: Token<DeletionStore> = Symbol('DeletionStore');
