import type { Pool } from 'pg';
import { identifier } from '../schema/migration.js';

/** An asset whose history cannot be folded on, and the commit at which that began. */
export interface HeldAsset {
  readonly assetId: string;
  readonly position: string;
  /** `newer-schema`: a newer release can read the commit. Anything else: it is quarantined. */
  readonly reasonKind: string;
  readonly reason: string;
}

/** Reports are for people: of more assets than these the count has to do. */
const MOST = 100;

/** Returns the held assets that a schema knows of, the oldest first. */
export async function heldAssets(pool: Pool, schema: string): Promise<readonly HeldAsset[]> {
  const { rows } = await pool.query<{ asset_id: string; position: string; reason_kind: string; reason: string }>(
    `select asset_id, position::text as position, reason_kind, reason from ${identifier(schema)}.quarantine
     order by since, asset_id limit $1`,
    [MOST],
  );
  return rows.map(({ asset_id: assetId, position, reason_kind: reasonKind, reason }) => ({
    assetId,
    position,
    reasonKind,
    reason,
  }));
}

export const heldText = ({ assetId, position, reasonKind, reason }: HeldAsset): string =>
  `${assetId} at position ${position}: ${reasonKind}, ${reason}`;
