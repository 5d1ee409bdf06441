import { text } from '../texts/text.js';

/**
 * Counts the items in a state. An unknown count is not 0: it is being read, or it could not be read. Counts may be older than the
 * list, which shows at least `shown` items.
 */
export function describeCount(
  counts: Readonly<Record<string, number>> | undefined,
  { state, isPending, shown }: { readonly state: string; readonly isPending: boolean; readonly shown: number },
): string {
  if (counts !== undefined) return text.itemList.items(Math.max(counts[state] ?? 0, shown));
  return isPending ? text.itemList.loading : '';
}
