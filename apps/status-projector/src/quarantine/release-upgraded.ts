import type { EventStore } from '@throughline/event-store';
import type { Pool } from 'pg';
import { NEEDS_UPGRADE } from '../fold/asset-fault.js';
import type { Fold } from '../fold/fold.js';
import { PROJECTION_SCHEMA } from '../schema/migrate.js';
import { identifier } from '../schema/migration.js';
import { releaseAsset } from './release.js';

const AT_ONCE = 200;

export interface UpgradeRelease {
  readonly released: number;
  /** Pass this to the next call, so that assets that are still unreadable do not block the others. */
  readonly after: string | undefined;
}

/**
 * Folds assets that waited for a release that can read them. Any projector may call this, even while an older one projects the
 * partition.
 */
export async function releaseUpgraded(
  parts: { readonly pool: Pool; readonly store: EventStore; readonly fold: Fold },
  after?: string,
): Promise<UpgradeRelease> {
  const { rows } = await parts.pool.query<{ asset_id: string }>(
    `select asset_id from ${identifier(PROJECTION_SCHEMA)}.quarantine
     where reason_kind = $1 and asset_id > $2 order by asset_id limit $3`,
    [NEEDS_UPGRADE, after ?? '', AT_ONCE],
  );
  let released = 0;
  for (const { asset_id: assetId } of rows) if ((await releaseAsset(parts, assetId, 'upgrade')).released) released += 1;
  return { released, after: rows.length < AT_ONCE ? undefined : rows.at(-1)?.asset_id };
}
