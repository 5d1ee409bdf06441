import type { ClientBase, Pool } from 'pg';
import { NEEDS_UPGRADE } from '../fold/asset-fault.js';
import type { Fold, StepRow } from '../fold/fold.js';
import { formatColumn, type ColumnValue } from '../rows/column-text.js';
import { parseStoredRow, type StoredRow } from '../rows/stored-assets.js';
import { PROJECTION_SCHEMA } from '../schema/migrate.js';
import { identifier } from '../schema/migration.js';
import { ASSET_COLUMNS, STEP_COLUMNS, columnNames } from '../rows/upsert.js';

export type StoredStepRow = Readonly<Record<string, ColumnValue>> & { readonly step: string };

export interface StoredItemRows {
  readonly asset: (StoredRow & { readonly quarantined: boolean; readonly needs_upgrade: boolean }) | undefined;
  readonly steps: readonly StoredStepRow[];
  /** Reason kind of the quarantine, if the item is quarantined. */
  readonly parked: string | undefined;
}

const s = identifier(PROJECTION_SCHEMA);

export async function readStoredItemRows(
  client: Pick<Pool | ClientBase, 'query'>,
  assetIds: readonly string[],
): Promise<ReadonlyMap<string, StoredItemRows>> {
  const assets = await client.query<NonNullable<StoredItemRows['asset']>>(
    `select ${columnNames(ASSET_COLUMNS)}, quarantined, needs_upgrade from ${s}.asset where asset_id = any($1::uuid[])`,
    [assetIds],
  );
  const steps = await client.query<StoredStepRow & { asset_id: string }>(
    `select ${columnNames(STEP_COLUMNS)} from ${s}.processing_step where asset_id = any($1::uuid[]) order by step collate "C"`,
    [assetIds],
  );
  const parked = await client.query<{ asset_id: string; reason_kind: string }>(
    `select asset_id, reason_kind from ${s}.quarantine where asset_id = any($1::text[])`,
    [assetIds],
  );
  return new Map(
    assetIds.map((assetId) => [
      assetId,
      {
        asset: assets.rows.find((row) => row.asset_id === assetId),
        steps: steps.rows.filter((row) => row.asset_id === assetId),
        parked: parked.rows.find((row) => row.asset_id === assetId)?.reason_kind,
      },
    ]),
  );
}

const stepText = (assetId: string, step: StepRow | StoredStepRow): string => {
  const row: Readonly<Record<string, ColumnValue>> = { ...step, asset_id: assetId };
  return Object.entries(STEP_COLUMNS)
    .map(([name, type]) => formatColumn(type, row[name]))
    .join(' ');
};

/**
 * Returns true if the rows contradict their own stored state. Does not read the log. Rows of another fold version do not count
 * as drifted, because the reloader replaces them.
 */
export function isDrifted(fold: Fold, assetId: string, { asset, steps, parked }: StoredItemRows): boolean {
  if (asset === undefined) return parked === undefined || steps.length > 0;
  const stored = parseStoredRow(asset, fold.version);
  if (stored.kind !== 'good') return stored.kind === 'drifted';
  const isParkedAs = { quarantined: parked !== undefined && parked !== NEEDS_UPGRADE, upgrade: parked === NEEDS_UPGRADE };
  if (asset.quarantined !== isParkedAs.quarantined || asset.needs_upgrade !== isParkedAs.upgrade) return true;
  const expected = new Set(fold.steps(stored.entry.folded).map((step) => stepText(assetId, step)));
  return expected.size !== steps.length || !steps.every((step) => expected.has(stepText(assetId, step)));
}
