import { assetStanding, isPresent, type AssetState } from '@throughline/domain';
import type { PreviewedOutcome } from '@throughline/engine';
import { outcomeItem, type OutcomeItem, type Tell } from '../commands/outcome.js';
import { problemKinds } from '../problems/catalogue.js';
import { problemFrom } from '../problems/from-error.js';
import { refusalProblem } from '../recordings/refusals.js';
import type { Problem } from '../problems/problem.js';
import type { BulkOutcome, BulkResult } from './bulk-result.js';

/** Enough to keep the broker busy, and little enough to leave others their turn. */
const AT_ONCE = 8;

export interface BulkKind {
  readonly send: (id: string) => Promise<PreviewedOutcome>;
  readonly tell: Tell;
  /** The word for what was done. */
  readonly done: (told: OutcomeItem) => BulkOutcome;
  /** Refusals that only say that an item is none of those that are meant (RUN-21). */
  readonly passedOver: ReadonlySet<string>;
  /** Told of what is no refusal. */
  readonly onError: (error: unknown) => void;
}

const sayProblem = (problem: Problem): OutcomeItem =>
  outcomeItem({
    code: problem.code,
    detail: problem.options.detail ?? `${problemKinds[problem.code].title}.`,
    ...(problem.options.tryInstead === undefined ? {} : { tryInstead: problem.options.tryInstead }),
  });

const statusOf = (state: AssetState): string | null => (isPresent(state) ? assetStanding(state).status : null);

function resultOf(id: string, outcome: PreviewedOutcome, kind: BulkKind): BulkResult {
  const status = statusOf(outcome.asset.state);
  if (outcome.kind === 'rejected') {
    const word = kind.passedOver.has(outcome.rejection.code) ? 'skipped' : 'refused';
    return { id, outcome: word, ...sayProblem(refusalProblem(outcome.rejection)), status };
  }
  if (outcome.kind === 'accepted') {
    const told = outcomeItem(kind.tell(outcome));
    return { id, outcome: kind.done(told), ...told, status };
  }
  const told = outcomeItem(outcome.reason ?? { code: 'already-so', detail: 'It is so already; nothing was changed.' });
  return { id, outcome: 'skipped', ...told, status };
}

/** What is the item's own matter is a refusal; what is ours can be tried again. */
async function oneOf(id: string, kind: BulkKind): Promise<BulkResult> {
  try {
    return resultOf(id, await kind.send(id), kind);
  } catch (error) {
    const problem = problemFrom(error);
    if (problem.status >= 500) kind.onError(error);
    return { id, outcome: problem.status < 500 ? 'refused' : 'error', ...sayProblem(problem), status: null };
  }
}

/** Does the same with many items, a few at once, in the order given. What happens to one of them stops no other (RUN-23). */
export async function bulkWork(ids: readonly string[], kind: BulkKind): Promise<readonly BulkResult[]> {
  const results = new Map<string, BulkResult>();
  const queue = ids.values();
  const worker = async (): Promise<void> => {
    for (const id of queue) results.set(id, await oneOf(id, kind));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return ids.flatMap((id) => results.get(id) ?? []);
}
