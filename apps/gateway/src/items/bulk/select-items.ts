import { invalid } from '../../http/problems/problem.js';
import { hasValue } from '../../http/requests/has-value.js';
import type { ItemQueries } from '../read/item-queries.js';
import type { ItemNoun } from '@throughline/domain';
import { MOST_ITEMS, type SelectionFilters } from './bulk.dto.js';

export interface Selection {
  readonly ids: readonly string[] | null | undefined;
  readonly filters: SelectionFilters | null | undefined;
}

const isEmpty = (filters: object): boolean => !Object.values(filters).some(hasValue);

/**
 * Returns the ids that a request selects. Filters are evaluated once, on the projected rows; the log decides what may happen to
 * each item.
 */
export async function selectItems(
  owner: string,
  { ids, filters }: Selection,
  { queries, noun }: { readonly queries: Pick<ItemQueries, 'matching'>; readonly noun: ItemNoun },
): Promise<readonly string[]> {
  if (hasValue(ids) === hasValue(filters)) throw invalid([{ pointer: '', message: `must have either ${noun}_ids or filters` }]);
  if (hasValue(ids)) return ids;
  if (!hasValue(filters) || isEmpty(filters))
    throw invalid([{ pointer: '/filters', message: 'must contain at least one condition; the list shows the selected items' }]);
  const found = await queries.matching(owner, filters, MOST_ITEMS + 1);
  if (found.length > MOST_ITEMS)
    throw invalid([
      { pointer: '/filters', message: `selects more than ${String(MOST_ITEMS)} items; add a condition, for example dates` },
    ]);
  return found;
}
