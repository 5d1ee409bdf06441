import type { ClientBase, Pool } from 'pg';
import { NEEDS_UPGRADE } from '../fold/asset-fault.js';
import type { Fold, StepRow } from '../fold/fold.js';
import { columnText, type ColumnValue } from '../rows/column-text.js';
import { storedAsset, type StoredRow } from '../rows/stored-assets.js';
import { PROJECTION_SCHEMA } from '../schema/migrate.js';
import { identifier } from '../schema/migration.js';
import { ASSET_COLUMNS, STEP_COLUMNS, columnNames } from '../write/upsert.js';

export type ShownStep = Readonly<Record<string, ColumnValue>> & { readonly step: string };

/** The rows of one item as they are in the tables. */
export interface ShownRows {
  readonly asset: (StoredRow & { readonly quarantined: boolean; readonly needs_upgrade: boolean }) | undefined;
  readonly steps: readonly ShownStep[];
  /** Why it is parked, if it is. */
  readonly parked: string | undefined;
}

const s = identifier(PROJECTION_SCHEMA);

export async function shownRows(
  client: Pick<Pool | ClientBase, 'query'>,
  assetIds: readonly string[],
): Promise<ReadonlyMap<string, ShownRows>> {
  const assets = await client.query<NonNullable<ShownRows['asset']>>(
    `select ${columnNames(ASSET_COLUMNS)}, quarantined, needs_upgrade from ${s}.asset where asset_id = any($1::uuid[])`,
    [assetIds],
  );
  const steps = await client.query<ShownStep & { asset_id: string }>(
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

const stepText = (assetId: string, step: StepRow | ShownStep): string => {
  const row: Readonly<Record<string, ColumnValue>> = { ...step, asset_id: assetId };
  return Object.entries(STEP_COLUMNS)
    .map(([name, type]) => columnText(type, row[name]))
    .join(' ');
};

/**
 * Whether the rows show something else than the fold gave, without a look at the log. Rows of other rules say nothing:
 * they are made anew by themselves.
 */
export function isDrifted(fold: Fold, assetId: string, { asset, steps, parked }: ShownRows): boolean {
  if (asset === undefined) return parked === undefined || steps.length > 0;
  const stored = storedAsset(asset, fold.version);
  if (stored.kind !== 'good') return stored.kind === 'drifted';
  const isParkedAs = { quarantined: parked !== undefined && parked !== NEEDS_UPGRADE, upgrade: parked === NEEDS_UPGRADE };
  if (asset.quarantined !== isParkedAs.quarantined || asset.needs_upgrade !== isParkedAs.upgrade) return true;
  const expected = new Set(fold.steps(stored.entry.folded).map((step) => stepText(assetId, step)));
  return expected.size !== steps.length || !steps.every((step) => expected.has(stepText(assetId, step)));
}
