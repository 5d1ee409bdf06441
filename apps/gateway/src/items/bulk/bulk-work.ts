import { isPresent, renderAssetStatus, type AssetState, type ItemNoun } from '@throughline/domain';
import type { OutcomePreview } from '@throughline/engine';
import { problemKinds } from '../../kit/http/problems/catalogue.js';
import { toProblem } from '../../kit/http/problems/from-error.js';
import type { Problem } from '../../kit/http/problems/problem.js';
import { describeSuccess, outcomeItem, type CommandMode, type OutcomeItem } from '../commands/outcome.js';
import { toRefusalProblem } from '../read/refusals.js';
import type { CommandForMany } from './commands-for-many.js';

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
export const AT_ONCE = 8;

export interface BulkWork extends Pick<CommandForMany, 'describer' | 'passedOver'> {
  readonly send: (id: string) => Promise<OutcomePreview>;
  readonly mode: CommandMode;
  readonly done: (item: OutcomeItem) => BulkOutcome;
  readonly onError: (error: unknown) => void;
}

/** The effect of a command, real or previewed, on one item. `error`: a server error, so that repeating the command may help. */
export interface ItemEffect extends OutcomeItem {
  readonly effect: 'changed' | 'skipped' | 'refused' | 'error';
  /** The item's status after the command; null if it is unknown or must not be shown to the caller. */
  readonly status: string | null;
}

const problemOutcome = (problem: Problem): OutcomeItem =>
  outcomeItem({
    code: problem.code,
    detail: problem.options.detail ?? `${problemKinds[problem.code].title}.`,
    ...(problem.options.tryInstead === undefined ? {} : { tryInstead: problem.options.tryInstead }),
  });

const statusOf = (state: AssetState): string | null => (isPresent(state) ? renderAssetStatus(state).status : null);

/** Returns the effect of a command that was decided. */
export function effectOf(
  outcome: OutcomePreview,
  { describer, passedOver }: Pick<CommandForMany, 'describer' | 'passedOver'>,
  mode: CommandMode,
): ItemEffect {
  const status = statusOf(outcome.asset.state);
  if (outcome.kind === 'rejected') {
    const effect = passedOver.has(outcome.rejection.code) ? 'skipped' : 'refused';
    return { effect, ...problemOutcome(toRefusalProblem(outcome.rejection)), status };
  }
  const effect = outcome.kind === 'accepted' ? 'changed' : 'skipped';
  return { effect, ...outcomeItem(describeSuccess(outcome, describer, mode)), status };
}

export const effectOfProblem = (problem: Problem): ItemEffect => ({
  effect: problem.status < 500 ? 'refused' : 'error',
  ...problemOutcome(problem),
  status: null,
});

async function runOne(id: string, { send, mode, done, onError, ...kind }: BulkWork): Promise<BulkResult> {
  const toResult = ({ effect, ...item }: ItemEffect): BulkResult => ({
    id,
    outcome: effect === 'changed' ? done(item) : effect,
    ...item,
  });
  try {
    return toResult(effectOf(await send(id), kind, mode));
  } catch (error) {
    const problem = toProblem(error);
    if (problem.status >= 500) onError(error);
    return toResult(effectOfProblem(problem));
  }
}

/**
 * Carries out the command on each item, a few at a time, and returns the results in the given order. A failure of one item does
 * not stop the others (RUN-23).
 */
export async function runBulk(ids: readonly string[], kind: BulkWork): Promise<readonly BulkResult[]> {
  const results = new Map<string, BulkResult>();
  const queue = ids.values();
  const worker = async (): Promise<void> => {
    for (const id of queue) results.set(id, await runOne(id, kind));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return ids.flatMap((id) => results.get(id) ?? []);
}
