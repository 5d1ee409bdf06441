import type { ItemNoun } from '@throughline/domain';

/** RUN-22. `skipped`: nothing to do. `refused`: not possible for this item. `error`: a dependency is unavailable. */
export const BULK_RUN_OUTCOMES = ['started', 'resumed', 'skipped', 'refused', 'error'] as const;
/** RUN-21. */
export const BULK_PAUSE_OUTCOMES = ['paused', 'skipped', 'refused', 'error'] as const;
export type BulkOutcome = (typeof BULK_RUN_OUTCOMES)[number] | (typeof BULK_PAUSE_OUTCOMES)[number];

/** The result for one item (D24). */
export interface BulkResult {
  readonly id: string;
  readonly outcome: BulkOutcome;
  readonly code: string;
  readonly detail: string;
  readonly try_instead: string | null;
  /** The item's status after the command; null if it is unknown or must not be shown to the caller. */
  readonly status: string | null;
}

/** A result in the answer's JSON: the id is named after the kind of item, such as `recording_id`. */
export type BulkItem<Noun extends ItemNoun = 'recording'> = Omit<BulkResult, 'id'> & Readonly<Record<`${Noun}_id`, string>>;

export interface BulkAnswer<Noun extends ItemNoun = 'recording'> {
  readonly results: readonly BulkItem<Noun>[];
  readonly totals: Readonly<Record<string, number>>;
}

/** Counts every outcome, including those that did not occur. */
export const bulkAnswer = (
  noun: ItemNoun,
  outcomes: readonly BulkOutcome[],
  results: readonly BulkResult[],
): { readonly results: readonly object[]; readonly totals: Readonly<Record<string, number>> } => ({
  results: results.map(({ id, ...result }) => ({ [`${noun}_id`]: id, ...result })),
  totals: {
    total: results.length,
    ...Object.fromEntries(outcomes.map((word) => [word, results.filter(({ outcome }) => outcome === word).length])),
  },
});
