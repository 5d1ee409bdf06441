import type { EventStore } from '@throughline/event-store';
import type { Pool } from 'pg';
import { NEEDS_UPGRADE } from '../fold/asset-fault.js';
import type { Fold } from '../fold/fold.js';
import { PROJECTION_SCHEMA } from '../schema/migrate.js';
import { identifier } from '../schema/migration.js';
import { releaseAsset } from './release.js';

/** Assets tried in one go; the others have their turn the next time. */
const AT_ONCE = 200;

export interface Upgraded {
  readonly released: number;
  /** To be given the next time, so that assets nobody can read yet do not stand before the others. */
  readonly after: string | undefined;
}

/**
 * Folds the assets that waited for a release which can read them. Any projector may do this, also while an older one still owns
 * the partition.
 */
export async function releaseUpgraded(
  parts: { readonly pool: Pool; readonly store: EventStore; readonly fold: Fold },
  after?: string,
): Promise<Upgraded> {
  const { rows } = await parts.pool.query<{ asset_id: string }>(
    `select asset_id from ${identifier(PROJECTION_SCHEMA)}.quarantine
     where reason_kind = $1 and asset_id > $2 order by asset_id limit $3`,
    [NEEDS_UPGRADE, after ?? '', AT_ONCE],
  );
  let released = 0;
  for (const { asset_id: assetId } of rows) if ((await releaseAsset(parts, assetId, 'upgrade')).released) released += 1;
  return { released, after: rows.length < AT_ONCE ? undefined : rows.at(-1)?.asset_id };
}
