import type { RecordingStatus } from '@throughline/contracts';

/** RUN-22. `skipped`: there was nothing to do · `refused`: this item cannot · `error`: something that is needed is away. */
export const BULK_RUN_OUTCOMES = ['started', 'resumed', 'skipped', 'refused', 'error'] as const;
/** RUN-21. */
export const BULK_PAUSE_OUTCOMES = ['paused', 'skipped', 'refused', 'error'] as const;
export type BulkOutcome = (typeof BULK_RUN_OUTCOMES)[number] | (typeof BULK_PAUSE_OUTCOMES)[number];

/** What became of one item (D24). */
export interface BulkResult {
  readonly recording_id: string;
  readonly outcome: BulkOutcome;
  readonly code: string;
  readonly detail: string;
  readonly try_instead: string | null;
  /** After it; null where that is not known or not the asker's to know. */
  readonly status: RecordingStatus | null;
}

export interface BulkAnswer {
  readonly results: readonly BulkResult[];
  readonly totals: Readonly<Record<string, number>>;
}

/** Every outcome is counted, those that did not occur as well. */
export const bulkAnswer = (outcomes: readonly BulkOutcome[], results: readonly BulkResult[]): BulkAnswer => ({
  results,
  totals: {
    total: results.length,
    ...Object.fromEntries(outcomes.map((word) => [word, results.filter(({ outcome }) => outcome === word).length])),
  },
});
