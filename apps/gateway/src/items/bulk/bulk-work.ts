import { isPresent, renderAssetStatus, type AssetState, type ItemNoun } from '@throughline/domain';
import type { OutcomePreview } from '@throughline/engine';
import { problemKinds } from '../../http/problems/catalogue.js';
import { toProblem } from '../../http/problems/from-error.js';
import type { Problem } from '../../http/problems/problem.js';
import { outcomeItem, type OutcomeDescriber, type OutcomeItem } from '../commands/outcome.js';
import { toRefusalProblem } from '../read/refusals.js';

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
type BulkItem<Noun extends ItemNoun = 'recording'> = Omit<BulkResult, 'id'> & Readonly<Record<`${Noun}_id`, string>>;

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

/** Concurrent commands: enough to keep the broker busy, few enough to let other requests through. */
const AT_ONCE = 8;

export interface BulkCommand {
  readonly send: (id: string) => Promise<OutcomePreview>;
  readonly describer: OutcomeDescriber;
  readonly done: (item: OutcomeItem) => BulkOutcome;
  /** Rejection codes that count as `skipped` instead of `refused` (RUN-21). */
  readonly passedOver: ReadonlySet<string>;
  readonly onError: (error: unknown) => void;
}

const problemOutcome = (problem: Problem): OutcomeItem =>
  outcomeItem({
    code: problem.code,
    detail: problem.options.detail ?? `${problemKinds[problem.code].title}.`,
    ...(problem.options.tryInstead === undefined ? {} : { tryInstead: problem.options.tryInstead }),
  });

const statusOf = (state: AssetState): string | null => (isPresent(state) ? renderAssetStatus(state).status : null);

function resultOf(id: string, outcome: OutcomePreview, kind: BulkCommand): BulkResult {
  const status = statusOf(outcome.asset.state);
  if (outcome.kind === 'rejected') {
    const word = kind.passedOver.has(outcome.rejection.code) ? 'skipped' : 'refused';
    return { id, outcome: word, ...problemOutcome(toRefusalProblem(outcome.rejection)), status };
  }
  if (outcome.kind === 'accepted') {
    const answer = outcomeItem(kind.describer(outcome));
    return { id, outcome: kind.done(answer), ...answer, status };
  }
  const answer = outcomeItem(
    outcome.reason ?? { code: 'already-so', detail: 'Nothing was changed: the item is already in this state.' },
  );
  return { id, outcome: 'skipped', ...answer, status };
}

/** Reports a problem with the item as `refused`, and a server error as `error`, which can be retried. */
async function runOne(id: string, kind: BulkCommand): Promise<BulkResult> {
  try {
    return resultOf(id, await kind.send(id), kind);
  } catch (error) {
    const problem = toProblem(error);
    if (problem.status >= 500) kind.onError(error);
    return { id, outcome: problem.status < 500 ? 'refused' : 'error', ...problemOutcome(problem), status: null };
  }
}

/**
 * Carries out the command on each item, a few at a time, and returns the results in the given order. A failure of one item does
 * not stop the others (RUN-23).
 */
export async function runBulk(ids: readonly string[], kind: BulkCommand): Promise<readonly BulkResult[]> {
  const results = new Map<string, BulkResult>();
  const queue = ids.values();
  const worker = async (): Promise<void> => {
    for (const id of queue) results.set(id, await runOne(id, kind));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return ids.flatMap((id) => results.get(id) ?? []);
}
