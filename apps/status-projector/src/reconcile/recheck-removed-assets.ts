import { pokeSubject } from '@throughline/contracts';
import { KEEPER_SERVICE } from '@throughline/engine';
import type { Pool } from 'pg';
import type { Announcer } from '../project/announce.js';
import { PROJECTION_SCHEMA } from '../schema/migrate.js';
import { identifier } from '../schema/migration.js';

/** Items of one call. Erased and expired items increase forever, and each check costs its service several requests. */
const MOST = 20;

const GONE = `
select asset_id from ${identifier(PROJECTION_SCHEMA)}.asset
where (state ? 'erasedAt' or state ? 'expiredAt') and ($1::uuid is null or asset_id > $1) order by asset_id limit $2`;

/**
 * Requests another check of erased and expired assets, a few in each call. A restored key bucket or artifact store may contain
 * them again, and earlier releases kept the keys of expired assets. Returns the id to continue after, or undefined at the end.
 */
export async function recheckRemovedAssets(
  pool: Pool,
  announcer: Announcer,
  after: string | undefined,
  most = MOST,
): Promise<string | undefined> {
  const { rows } = await pool.query<{ asset_id: string }>(GONE, [after ?? null, most]);
  for (const { asset_id: assetId } of rows) announcer.publish(pokeSubject(KEEPER_SERVICE), JSON.stringify({ assetId }));
  return rows.length < most ? undefined : rows.at(-1)?.asset_id;
}
