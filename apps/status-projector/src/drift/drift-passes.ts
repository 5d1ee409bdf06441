import type { Pool } from 'pg';
import { OPS_SCHEMA } from '../schema/ops-schema.js';
import { identifier } from '../schema/migration.js';

/** Stores that all rows of the partitions have been compared with the fold, for `tl doctor`. */
export async function storeEndOfPass(pool: Pick<Pool, 'query'>, partitions: readonly number[]): Promise<void> {
  await pool.query(
    `insert into ${identifier(OPS_SCHEMA)}.drift_pass (partition, ended_at) select unnest($1::integer[]), now()
     on conflict (partition) do update set ended_at = excluded.ended_at`,
    [partitions],
  );
}
