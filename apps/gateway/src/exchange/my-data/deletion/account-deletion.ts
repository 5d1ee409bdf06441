import type { LibraryPlan } from './plan.js';

export const DELETION_STATES = ['waiting', 'running', 'done'] as const;
export type DeletionState = (typeof DELETION_STATES)[number];

/**
 * `items-failed`: `failed_items` items could not be erased or moved. `choices-outdated`: libraries or members have changed, so
 * the choices no longer fit. `repeated-failure`: an attempt has ended with an error.
 */
export const DELETION_PROBLEMS = ['items-failed', 'choices-outdated', 'repeated-failure'] as const;
export type DeletionProblem = (typeof DELETION_PROBLEMS)[number];

export const COUNTED = [
  'items',
  'items_in_progress',
  'deliveries_in_progress',
  'libraries',
  'tokens',
  'sign_ins',
  'passkeys',
  'identities',
  'credentials',
  'outputs',
  'sources',
  'jobs',
  'channels',
  'webhooks',
  'templates',
  'exports',
] as const;
export type DeletionCounts = Readonly<Record<(typeof COUNTED)[number], number>>;

export interface DeletionProgress {
  /** Items that this attempt has looked at. */
  readonly items: number;
  /** Unknown until the items were counted. */
  readonly totalItems: number | undefined;
  readonly failedItems: number;
}

/** The deletion of a user's account. No name is stored. Times are ISO 8601, by the store's clock. */
export interface AccountDeletion extends DeletionProgress {
  readonly id: string;
  readonly userId: string;
  readonly requestedBy: string;
  readonly state: DeletionState;
  readonly plan: readonly LibraryPlan[];
  /** Counted at the request. */
  readonly counts: DeletionCounts;
  /** The reason why the last attempt has not completed the deletion. It is tried again. */
  readonly problem: DeletionProblem | undefined;
  readonly startsAt: string;
  readonly createdAt: string;
  readonly endedAt: string | undefined;
}

/** The right to work on a deletion until the lease expires. */
export interface DeletionClaim {
  readonly claim: string;
  readonly deletion: AccountDeletion;
}
