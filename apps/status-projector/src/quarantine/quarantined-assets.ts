import type { Pool } from 'pg';
import { identifier } from '../schema/migration.js';

export interface QuarantinedAsset {
  readonly assetId: string;
  readonly position: string;
  /** `newer-schema` if a newer release can read the commit. Any other kind means that the commit itself is faulty. */
  readonly reasonKind: string;
  readonly reason: string;
}

/** Limits the list, which is written for people. */
const MOST = 100;

export async function readQuarantinedAssets(pool: Pool, schema: string): Promise<readonly QuarantinedAsset[]> {
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

export const describeQuarantinedAsset = ({ assetId, position, reasonKind, reason }: QuarantinedAsset): string =>
  `${assetId} at position ${position}: ${reasonKind}, ${reason}`;
