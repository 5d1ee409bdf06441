import type { ClientBase, Pool } from 'pg';
import { PROJECTION_SCHEMA } from '../schema/migrate.js';
import { identifier } from '../schema/migration.js';

const schema = identifier(PROJECTION_SCHEMA);

/**
 * Ids of all assets that appear in any table, in order. An asset whose row was deleted still has audit rows, which cannot be
 * deleted. The recursive query jumps from id to id in the index instead of reading every audit row.
 */
const PAGE = `
with recursive told(asset_id) as (
  (select asset_id from ${schema}.audit_log where $1::uuid is null or asset_id > $1 order by asset_id limit 1)
  union all
  select (select a.asset_id from ${schema}.audit_log a where a.asset_id > t.asset_id order by a.asset_id limit 1)
  from told t where t.asset_id is not null
)
select asset_id from (
  (select asset_id from told where asset_id is not null limit $2)
  union
  (select asset_id from ${schema}.asset where $1::uuid is null or asset_id > $1 order by asset_id limit $2)
  union
  (select distinct asset_id from ${schema}.processing_step where $1::uuid is null or asset_id > $1 order by asset_id limit $2)
) named order by asset_id limit $2`;

/** Returns the next asset ids after `after`, or the first ones if it is undefined. */
export async function readNextIds(
  pool: Pick<Pool | ClientBase, 'query'>,
  after: string | undefined,
  most: number,
): Promise<readonly string[]> {
  const { rows } = await pool.query<{ asset_id: string }>(PAGE, [after ?? null, most]);
  return rows.map(({ asset_id: assetId }) => assetId);
}
