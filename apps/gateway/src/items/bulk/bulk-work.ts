import { renderAssetStatus, isPresent, type AssetState } from '@throughline/domain';
import type { OutcomePreview } from '@throughline/engine';
import { outcomeItem, type OutcomeItem, type OutcomeDescriber } from '../commands/outcome.js';
import { problemKinds } from '../../http/problems/catalogue.js';
import { toProblem } from '../../http/problems/from-error.js';
import { toRefusalProblem } from '../read/refusals.js';
import type { Problem } from '../../http/problems/problem.js';
import type { BulkOutcome, BulkResult } from './bulk-result.js';

/** Concurrent commands: enough to keep the broker busy, few enough to let other requests through. */
const AT_ONCE = 8;

export interface BulkCommand {
  readonly send: (id: string) => Promise<OutcomePreview>;
  readonly describer: OutcomeDescriber;
  readonly done: (told: OutcomeItem) => BulkOutcome;
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
    const told = outcomeItem(kind.describer(outcome));
    return { id, outcome: kind.done(told), ...told, status };
  }
  const told = outcomeItem(
    outcome.reason ?? { code: 'already-so', detail: 'Nothing was changed: the item is already in this state.' },
  );
  return { id, outcome: 'skipped', ...told, status };
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
