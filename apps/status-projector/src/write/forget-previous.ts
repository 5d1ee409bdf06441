import type { ClientBase } from 'pg';
import { identifier } from '../schema/migration.js';
import type { Batch } from './batch.js';

/** The tables that the last rebuild has replaced. */
export const OLD_SCHEMA = 'projection_old';

const CONTENT_ENDS: ReadonlySet<string> = new Set(['AssetErased', 'AssetExpired']);

/**
 * Removes erased and expired items from the tables that the last rebuild has replaced. An undo folds the missing rows from the
 * log. Audit rows hold no personal data.
 */
export async function forgetInPrevious(client: ClientBase, batch: Batch): Promise<void> {
  const ended = new Set(batch.blanked);
  for (const { asset_id: assetId, type } of [...batch.audit, ...batch.backfill]) if (CONTENT_ENDS.has(type)) ended.add(assetId);
  if (ended.size === 0) return;
  const s = identifier(OLD_SCHEMA);
  const { rows } = await client.query<{ kept: boolean }>(`select to_regclass($1) is not null as kept`, [`${OLD_SCHEMA}.asset`]);
  if (rows[0]?.kept !== true) return;
  for (const table of ['asset', 'processing_step'])
    await client.query(`delete from ${s}.${table} where asset_id::text = any($1::text[])`, [[...ended]]);
}
