import { invalid } from '../problems/problem.js';
import { isSaid } from '../requests/is-said.js';
import type { RecordingQueries } from '../recordings/queries/recording-queries.js';
import { MOST_ITEMS, type Selection } from './bulk.dto.js';

const isEmpty = (filters: object): boolean => !Object.values(filters).some(isSaid);

/** The ids that a request is for. Filters are looked up once, in the rows; what may happen to each item is decided on the log. */
export async function selectItems(
  owner: string,
  { recording_ids: ids, filters }: Selection,
  queries: Pick<RecordingQueries, 'matching'>,
): Promise<readonly string[]> {
  if (isSaid(ids) === isSaid(filters)) throw invalid([{ pointer: '', message: 'must have either recording_ids or filters' }]);
  if (isSaid(ids)) return ids;
  if (!isSaid(filters) || isEmpty(filters))
    throw invalid([{ pointer: '/filters', message: 'must name a condition; the list shows what it selects' }]);
  const found = await queries.matching(owner, filters, MOST_ITEMS + 1);
  if (found.length > MOST_ITEMS)
    throw invalid([{ pointer: '/filters', message: `selects more than ${String(MOST_ITEMS)} items; narrow it, e.g. by dates` }]);
  return found;
}
