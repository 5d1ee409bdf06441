import { pokeSubject } from '@throughline/contracts';
import { KEEPER_SERVICE } from '@throughline/engine';
import type { Pool } from 'pg';
import type { Announcer } from '../project/announce.js';
import { PROJECTION_SCHEMA } from '../schema/migrate.js';
import { identifier } from '../schema/migration.js';

/** Items of one round. Erased and expired items grow in number for ever, and each look costs its service some questions. */
const MOST = 20;

const GONE = `
select asset_id from ${identifier(PROJECTION_SCHEMA)}.asset
where (state ? 'erasedAt' or state ? 'expiredAt') and ($1::uuid is null or asset_id > $1) order by asset_id limit $2`;

/**
 * Has erased and expired assets looked at again, a few at a time and round and round: an older copy of the key bucket or of the artifact store
 * may have been put back, and releases before this one kept the keys of expired ones. Answers where the next round goes on; undefined: from the start.
 */
export async function revisitGone(
  pool: Pool,
  announcer: Announcer,
  after: string | undefined,
  most = MOST,
): Promise<string | undefined> {
  const { rows } = await pool.query<{ asset_id: string }>(GONE, [after ?? null, most]);
  for (const { asset_id: assetId } of rows) announcer.publish(pokeSubject(KEEPER_SERVICE), JSON.stringify({ assetId }));
  return rows.length < most ? undefined : rows.at(-1)?.asset_id;
}
