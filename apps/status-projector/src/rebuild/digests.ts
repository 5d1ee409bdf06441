import type { ClientBase } from 'pg';
import { identifier } from '../schema/migration.js';
import { ASSET_COLUMNS, COMPARED_AUDIT_COLUMNS, STEP_COLUMNS, type Columns } from '../rows/upsert.js';

export type DigestPart = 'asset' | 'steps' | 'audit' | 'quarantine';

export interface Digest {
  readonly assetId: string;
  readonly part: DigestPart;
  readonly digest: string;
}

const rowOf = (columns: Columns, ...more: readonly string[]): string => {
  const values = Object.entries(columns).map(([name, type]) => (type.startsWith('json') ? `${name}::text` : name));
  return `row(${[...values, ...more].join(', ')})::text`;
};

/** Selects one digest for each asset and kind of row. It covers all columns that the log determines. */
const digestSql = (schema: string): string => {
  const s = identifier(schema);
  return `
select asset_id::text collate "C" as asset_id, 'asset' as part, md5(${rowOf(ASSET_COLUMNS, 'quarantined', 'needs_upgrade')}) as digest
from ${s}.asset
union all
select asset_id::text, 'steps', md5(string_agg(${rowOf(STEP_COLUMNS)}, '' order by step collate "C"))
from ${s}.processing_step group by asset_id
union all
select asset_id::text, 'audit', md5(string_agg(md5(${rowOf(COMPARED_AUDIT_COLUMNS)}), '' order by position, event_index))
from ${s}.audit_log group by asset_id
union all
select asset_id, 'quarantine', reason_kind from ${s}.quarantine
order by 1, 2`;
};

const ROWS = 2_000;

/**
 * Yields the digests in order of asset and part, through a cursor that keeps few of them in memory. Needs a transaction of the
 * caller.
 */
export async function* readDigests(client: ClientBase, schema: string): AsyncGenerator<Digest> {
  await client.query(`set local timezone to 'UTC'`);
  await client.query(`declare digests no scroll cursor for ${digestSql(schema)}`);
  for (;;) {
    const { rows } = await client.query<{ asset_id: string; part: DigestPart; digest: string }>(
      `fetch ${String(ROWS)} from digests`,
    );
    for (const row of rows) yield { assetId: row.asset_id, part: row.part, digest: row.digest };
    if (rows.length < ROWS) return;
  }
}
