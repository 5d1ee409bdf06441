import { problemDocument, type Problem } from '../../kit/http/problems/problem.js';
import type { ExternalEventVerdict } from './external-events.dto.js';

/** `repeated`: the item has what the event says, so nothing was added. */
export type EventVerdict =
  | { readonly status: 'accepted' | 'repeated'; readonly id: string; readonly itemId: string; readonly revision: string }
  | { readonly status: 'refused'; readonly id: string | undefined; readonly problem: Problem };

/** Returns the verdict as its sender reads it, in the API and on its answer subject. */
export function renderVerdict(verdict: EventVerdict, requestId: string): ExternalEventVerdict {
  if (verdict.status === 'refused')
    return {
      id: verdict.id ?? null,
      status: verdict.status,
      item_id: null,
      revision: null,
      problem: problemDocument(verdict.problem, requestId),
    };
  const { id, status, itemId, revision } = verdict;
  return { id, status, item_id: itemId, revision, problem: null };
}
