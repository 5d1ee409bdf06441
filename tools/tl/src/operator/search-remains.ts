import type { Access } from '@throughline/stack';
import { counted } from '../output/counted.js';
import { withDatabase } from './servers.js';

/** The search removes such texts within a minute. */
const REMAINS = `select count(*)::int as items from projection.asset a join search.item i using (asset_id)
  where (a.state ? 'erasedAt' or a.state ? 'expiredAt') and i.library_id is not null
    and coalesce(a.state ->> 'erasedAt', a.state ->> 'expiredAt')::timestamptz < now() - interval '1 minute'`;

/**
 * Returns the number of items without content whose texts are still in the search. Null if the database does not answer, which the
 * state of PostgreSQL reports, or if there are no tables yet.
 */
export const readSearchRemains = (access: Access): Promise<number | null> =>
  withDatabase(access, async (client) => (await client.query<{ items: number }>(REMAINS)).rows[0]?.items ?? null).catch(
    () => null,
  );

export const searchRemainsProblems = (items: number | null): string[] =>
  items === null || items === 0
    ? []
    : [
        `the search still has the texts of ${counted(items, 'item')} erased or expired more than a minute ago: make sure that the search service runs. See logs/search.log`,
      ];
