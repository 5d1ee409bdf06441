import type { Fold, StepRow } from '../fold/fold.js';
import { buildAssetRow } from '../rows/asset-row.js';
import type { AuditRow } from '../fold/audit-row.js';
import type { Batch, ChangedAsset } from './batch.js';

/** Adds members that are JSON text already to a JSON object. */
const withRaw = (object: object, raw: Readonly<Record<string, string>>): string => {
  const members = Object.entries(raw).map(([name, text]) => `${JSON.stringify(name)}:${text}`);
  return `${JSON.stringify(object).slice(0, -1)},${members.join(',')}}`;
};

const jsonArray = (items: readonly string[]): string => `[${items.join(',')}]`;

const assetJson = (fold: Fold, changed: ChangedAsset): string => {
  const { state, personal, ...columns } = buildAssetRow(fold, changed.entry);
  return withRaw(columns, { state, personal });
};

export const formatAuditJson = (rows: readonly AuditRow[]): string =>
  jsonArray(
    rows.map((row) => {
      const { detail, ...columns } = row;
      return withRaw(columns, { detail });
    }),
  );

/** Changes of a batch to the rows of the assets, as JSON parameters of set-based statements. */
export interface RowChanges {
  readonly assets: string;
  readonly steps: string;
  /** Assets that lose step rows, and the steps to keep. */
  readonly pruned: { readonly assetIds: readonly string[]; readonly kept: string };
}

export function buildRowChanges(fold: Fold, batch: Batch): RowChanges {
  const assets: string[] = [];
  const steps: string[] = [];
  const presentSteps: { asset_id: string; step: string }[] = [];
  const assetIds: string[] = [];
  for (const [assetId, changed] of batch.changed) {
    assets.push(assetJson(fold, changed));
    const rows = fold.steps(changed.entry.folded);
    const before = storedSteps(fold, changed);
    for (const row of rows) {
      const json = JSON.stringify({ asset_id: assetId, ...row });
      if (before?.get(row.step) !== json) steps.push(json);
    }
    if (before !== undefined && isKept(before, rows)) continue;
    assetIds.push(assetId);
    presentSteps.push(...rows.map(({ step }) => ({ asset_id: assetId, step })));
  }
  return { assets: jsonArray(assets), steps: jsonArray(steps), pruned: { assetIds, kept: JSON.stringify(presentSteps) } };
}

const storedSteps = (fold: Fold, { entry, stored }: ChangedAsset): ReadonlyMap<string, string> | undefined =>
  stored && new Map(fold.steps(stored).map((row) => [row.step, JSON.stringify({ asset_id: entry.assetId, ...row })]));

const isKept = (before: ReadonlyMap<string, string>, rows: readonly StepRow[]): boolean => {
  const now = new Set(rows.map(({ step }) => step));
  return [...before.keys()].every((step) => now.has(step));
};
