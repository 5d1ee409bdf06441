import type { ClientBase } from 'pg';
import { identifier } from '../schema/migration.js';
import { ASSET_COLUMNS, COMPARED_AUDIT_COLUMNS, STEP_COLUMNS, type Columns } from '../rows/upsert.js';

export type DigestPart = 'asset' | 'steps' | 'audit' | 'quarantine';

export interface Digest {
  readonly assetId: string;
  readonly part: DigestPart;
  readonly digest: string;
}

/**
 * Hashes the values of a row as PostgreSQL compares them, so `jsonb` without its text. A sum of such hashes needs no order. Has
 * 64 bits: enough for rows that went apart by accident. `json` has no hash of its own.
 */
const hashOf = (columns: Columns, ...more: readonly string[]): string => {
  const values = Object.entries(columns).map(([name, type]) => (type === 'json' ? `${name}::text` : name));
  return `hash_record_extended(row(${[...values, ...more].join(', ')}), 0)`;
};

/** Selects one digest for each asset and kind of row. It covers all columns that the log determines. */
const digestSql = (schema: string): string => {
  const s = identifier(schema);
  return `
select asset_id::text collate "C" as asset_id, 'asset' as part, ${hashOf(ASSET_COLUMNS, 'quarantined', 'needs_upgrade')}::text as digest
from ${s}.asset
union all
select asset_id::text, 'steps', sum(${hashOf(STEP_COLUMNS)})::text from ${s}.processing_step group by asset_id
union all
select asset_id::text, 'audit', sum(${hashOf(COMPARED_AUDIT_COLUMNS)})::text from ${s}.audit_log group by asset_id
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
  await client.query(`declare digests no scroll cursor for ${digestSql(schema)}`);
  for (;;) {
    const { rows } = await client.query<{ asset_id: string; part: DigestPart; digest: string }>(
      `fetch ${String(ROWS)} from digests`,
    );
    for (const row of rows) yield { assetId: row.asset_id, part: row.part, digest: row.digest };
    if (rows.length < ROWS) return;
  }
}
