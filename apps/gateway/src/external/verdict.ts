import type { Problem } from '../http/problems/problem.js';

/** `repeated`: the item has what the event says, so nothing was added. */
export type EventVerdict =
  | { readonly status: 'accepted' | 'repeated'; readonly id: string; readonly itemId: string; readonly revision: string }
  | { readonly status: 'refused'; readonly id: string | undefined; readonly problem: Problem };
