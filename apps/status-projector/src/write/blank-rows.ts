import type { JsonObject } from '@throughline/contracts';
import type { ClientBase } from 'pg';
import { hashState } from '../rows/asset-row.js';
import { canonicalJson } from '../rows/canonical-json.js';
import type { StoredRow } from '../rows/stored-assets.js';
import { identifier } from '../schema/migration.js';
import { ASSET_COLUMNS, columnNames } from '../rows/upsert.js';

const NOTHING: JsonObject = {};

/**
 * Clears personal text from the rows of assets that were erased or have expired while quarantined. Keeps their last good state.
 */
export async function blankRows(client: ClientBase, schema: string, assetIds: ReadonlySet<string>): Promise<void> {
  if (assetIds.size === 0) return;
  const s = identifier(schema);
  const { rows } = await client.query<StoredRow>(
    `select ${columnNames(ASSET_COLUMNS)} from ${s}.asset where asset_id::text = any($1::text[])`,
    [[...assetIds]],
  );
  for (const row of rows) {
    const blanked: StoredRow = { ...row, title: null, content_sha256: null, facts_key: null, personal: NOTHING };
    await client.query(
      `update ${s}.asset set title = null, content_sha256 = null, facts_key = null, personal = $2, state_hash = $3 where asset_id = $1`,
      [row.asset_id, canonicalJson(NOTHING), hashState(blanked)],
    );
  }
  await client.query(`update ${s}.processing_step set error_message = null where asset_id::text = any($1::text[])`, [
    [...assetIds],
  ]);
}
