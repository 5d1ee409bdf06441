import type { Json, JsonObject } from '@throughline/contracts';
import { parsePosition, parseRevision } from '@throughline/event-store';
import type { Pool } from 'pg';
import type { AssetEntry } from '../fold/asset-entry.js';
import { identifier } from '../schema/migration.js';
import { columnNames, ASSET_COLUMNS } from '../write/upsert.js';
import { stateHash, type AssetRow } from './asset-row.js';
import type { ColumnValue } from './column-text.js';

/** What a row says of an asset: folded up to there, or not to be folded on from. */
export type StoredAsset =
  | { readonly kind: 'good'; readonly entry: AssetEntry }
  /** Folded by other rules than mine. */
  | { readonly kind: 'other-version'; readonly foldVersion: number }
  /** Somebody changed the row: what stands there is not what was folded. */
  | { readonly kind: 'drifted'; readonly revision: string };

/** A whole row as PostgreSQL gives it back; times are dates. */
export type StoredRow = Readonly<Record<Exclude<keyof AssetRow, keyof FoldedColumns>, ColumnValue>> & FoldedColumns;

/** What is folded on from. */
interface FoldedColumns {
  readonly asset_id: string;
  readonly revision: string;
  readonly position: string;
  readonly state: Json;
  readonly personal: JsonObject;
  readonly commit_marks: string;
  readonly fold_version: number;
  readonly state_hash: string;
}

/** Whether a row can be folded on from. */
export const storedAsset = (row: StoredRow, foldVersion: number): StoredAsset => {
  if (row.fold_version !== foldVersion) return { kind: 'other-version', foldVersion: row.fold_version };
  const { revision, position } = row;
  if (stateHash(row) !== row.state_hash) return { kind: 'drifted', revision };
  return {
    kind: 'good',
    entry: {
      assetId: row.asset_id,
      revision: parseRevision(revision),
      position: parsePosition(position),
      folded: { state: row.state, personal: row.personal },
      marks: row.commit_marks,
    },
  };
};

/** Reads the rows of some assets in one statement. Assets without a row are not in the answer. */
export async function storedAssets(
  from: { readonly pool: Pool; readonly schema: string; readonly foldVersion: number },
  assetIds: readonly string[],
): Promise<Map<string, StoredAsset>> {
  const { rows } = await from.pool.query<StoredRow>(
    `select ${columnNames(ASSET_COLUMNS)} from ${identifier(from.schema)}.asset where asset_id = any($1::uuid[])`,
    [assetIds],
  );
  return new Map(rows.map((row) => [row.asset_id, storedAsset(row, from.foldVersion)]));
}
