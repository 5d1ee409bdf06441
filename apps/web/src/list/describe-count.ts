import { text } from '../texts/text.js';

/** Counts the items in a state. An unknown count is not 0: it is being read, or it could not be read. */
export function describeCount(counts: Readonly<Record<string, number>> | undefined, state: string, isPending: boolean): string {
  if (counts !== undefined) return text.itemList.items(counts[state] ?? 0);
  return isPending ? text.itemList.loading : '';
}
