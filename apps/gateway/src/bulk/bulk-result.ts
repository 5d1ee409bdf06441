import type { ItemNoun } from '@throughline/domain';

/** RUN-22. `skipped`: there was nothing to do · `refused`: this item cannot · `error`: something that is needed is away. */
export const BULK_RUN_OUTCOMES = ['started', 'resumed', 'skipped', 'refused', 'error'] as const;
/** RUN-21. */
export const BULK_PAUSE_OUTCOMES = ['paused', 'skipped', 'refused', 'error'] as const;
export type BulkOutcome = (typeof BULK_RUN_OUTCOMES)[number] | (typeof BULK_PAUSE_OUTCOMES)[number];

/** What became of one item (D24). */
export interface BulkResult {
  readonly id: string;
  readonly outcome: BulkOutcome;
  readonly code: string;
  readonly detail: string;
  readonly try_instead: string | null;
  /** After it, in the words of its kind; null where that is not known or not the asker's to know. */
  readonly status: string | null;
}

/** As it stands in an answer: the id under the name that its kind gives it. */
export type BulkItem<Noun extends ItemNoun = 'recording'> = Omit<BulkResult, 'id'> & Readonly<Record<`${Noun}_id`, string>>;

export interface BulkAnswer<Noun extends ItemNoun = 'recording'> {
  readonly results: readonly BulkItem<Noun>[];
  readonly totals: Readonly<Record<string, number>>;
}

/** Every outcome is counted, those that did not occur as well. */
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
