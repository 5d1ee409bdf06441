import type { Json, JsonObject } from '@throughline/contracts';
import { parsePosition, parseRevision } from '@throughline/event-store';
import type { Pool } from 'pg';
import type { AssetEntry } from '../fold/asset-entry.js';
import { identifier } from '../schema/migration.js';
import { columnNames, ASSET_COLUMNS } from './upsert.js';
import { hashState, type AssetRow } from './asset-row.js';
import type { ColumnValue } from './column-text.js';

/** The stored row of an asset, and whether the fold can continue from it. */
export type StoredAsset =
  | { readonly kind: 'good'; readonly entry: AssetEntry }
  | { readonly kind: 'other-version'; readonly foldVersion: number }
  /** The row was edited by hand: its hash does not match. */
  | { readonly kind: 'drifted'; readonly revision: string };

export type StoredRow = Readonly<Record<Exclude<keyof AssetRow, keyof FoldedColumns>, ColumnValue>> & FoldedColumns;

/** The columns that the fold continues from. */
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

export const parseStoredRow = (row: StoredRow, foldVersion: number): StoredAsset => {
  if (row.fold_version !== foldVersion) return { kind: 'other-version', foldVersion: row.fold_version };
  const { revision, position } = row;
  if (hashState(row) !== row.state_hash) return { kind: 'drifted', revision };
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

/** Reads the rows of several assets in one statement. The result omits assets without a row. */
export async function readStoredAssets(
  from: { readonly pool: Pool; readonly schema: string; readonly foldVersion: number },
  assetIds: readonly string[],
): Promise<Map<string, StoredAsset>> {
  const { rows } = await from.pool.query<StoredRow>(
    `select ${columnNames(ASSET_COLUMNS)} from ${identifier(from.schema)}.asset where asset_id = any($1::uuid[])`,
    [assetIds],
  );
  return new Map(rows.map((row) => [row.asset_id, parseStoredRow(row, from.foldVersion)]));
}
