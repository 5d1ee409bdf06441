import type { JsonObject } from '@throughline/contracts';
import type { ClientBase } from 'pg';
import { stateHash } from '../rows/asset-row.js';
import { canonicalJson } from '../rows/canonical-json.js';
import type { StoredRow } from '../rows/stored-assets.js';
import { identifier } from '../schema/migration.js';

const NOTHING: JsonObject = {};

/** Takes every word out of the rows of assets that were erased or have expired while their history cannot be folded on. Their state stays the last good one. */
export async function blankRows(client: ClientBase, schema: string, assetIds: ReadonlySet<string>): Promise<void> {
  if (assetIds.size === 0) return;
  const s = identifier(schema);
  const { rows } = await client.query<StoredRow>(
    `select asset_id, revision, position, state from ${s}.asset where asset_id::text = any($1::text[])`,
    [[...assetIds]],
  );
  const personal = canonicalJson(NOTHING);
  for (const { asset_id: assetId, revision, position, state } of rows)
    await client.query(
      `update ${s}.asset set title = null, content_sha256 = null, personal = $2, state_hash = $3 where asset_id = $1`,
      [assetId, personal, stateHash({ revision, position, state: canonicalJson(state), personal })],
    );
  await client.query(`update ${s}.processing_step set error_message = null where asset_id::text = any($1::text[])`, [
    [...assetIds],
  ]);
}
