import { invalid } from '../problems/problem.js';
import { isSaid } from '../requests/is-said.js';
import type { RecordingQueries } from '../recordings/queries/recording-queries.js';
import type { ItemNoun } from '@throughline/domain';
import { MOST_ITEMS, type SelectedBy } from './bulk.dto.js';

/** Which items: named one by one, or by filters. */
export interface Selection {
  readonly ids: readonly string[] | null | undefined;
  readonly filters: SelectedBy | null | undefined;
}

const isEmpty = (filters: object): boolean => !Object.values(filters).some(isSaid);

/** The ids that a request is for. Filters are looked up once, in the rows; what may happen to each item is decided on the log. */
export async function selectItems(
  owner: string,
  { ids, filters }: Selection,
  { queries, noun }: { readonly queries: Pick<RecordingQueries, 'matching'>; readonly noun: ItemNoun },
): Promise<readonly string[]> {
  if (isSaid(ids) === isSaid(filters)) throw invalid([{ pointer: '', message: `must have either ${noun}_ids or filters` }]);
  if (isSaid(ids)) return ids;
  if (!isSaid(filters) || isEmpty(filters))
    throw invalid([{ pointer: '/filters', message: 'must name a condition; the list shows what it selects' }]);
  const found = await queries.matching(owner, filters, MOST_ITEMS + 1);
  if (found.length > MOST_ITEMS)
    throw invalid([{ pointer: '/filters', message: `selects more than ${String(MOST_ITEMS)} items; narrow it, e.g. by dates` }]);
  return found;
}
