import type { ClientBase } from 'pg';
import { identifier } from '../schema/migration.js';
import { ASSET_COLUMNS, AUDIT_TYPES, STEP_COLUMNS, type Columns } from '../write/upsert.js';

/** Which of an asset's rows a digest stands for. */
export type Part = 'asset' | 'steps' | 'audit' | 'quarantine';

export interface Digest {
  readonly assetId: string;
  readonly part: Part;
  readonly digest: string;
}

/** A row of some columns as text. */
const rowOf = (columns: Columns, ...more: readonly string[]): string => {
  const values = Object.entries(columns).map(([name, type]) => (type.startsWith('json') ? `${name}::text` : name));
  return `row(${[...values, ...more].join(', ')})::text`;
};

/** One digest for each asset and kind of row, over everything that events decide. */
const digestSql = (schema: string): string => {
  const s = identifier(schema);
  return `
select asset_id::text collate "C" as asset_id, 'asset' as part, md5(${rowOf(ASSET_COLUMNS, 'quarantined', 'needs_upgrade')}) as digest
from ${s}.asset
union all
select asset_id::text, 'steps', md5(string_agg(${rowOf(STEP_COLUMNS)}, '' order by step collate "C"))
from ${s}.processing_step group by asset_id
union all
select asset_id::text, 'audit', md5(string_agg(md5(${rowOf(AUDIT_TYPES)}), '' order by position, event_index))
from ${s}.audit_log group by asset_id
union all
select asset_id, 'quarantine', reason_kind from ${s}.quarantine
order by 1, 2`;
};

const ROWS = 2_000;

/** Inside the caller's transaction, in order of asset and part; however many there are, few are held at a time. */
export async function* digestsOf(client: ClientBase, schema: string): AsyncGenerator<Digest> {
  await client.query(`set local timezone to 'UTC'`);
  await client.query(`declare digests no scroll cursor for ${digestSql(schema)}`);
  for (;;) {
    const { rows } = await client.query<{ asset_id: string; part: Part; digest: string }>(`fetch ${String(ROWS)} from digests`);
    for (const row of rows) yield { assetId: row.asset_id, part: row.part, digest: row.digest };
    if (rows.length < ROWS) return;
  }
}
