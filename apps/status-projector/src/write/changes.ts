import type { Fold, StepRow } from '../fold/fold.js';
import { assetRow } from '../rows/asset-row.js';
import type { AuditRow } from '../rows/audit-row.js';
import type { Batch, ChangedAsset } from './batch.js';

/** A JSON object with members that are JSON text already. */
const withRaw = (object: object, raw: Readonly<Record<string, string>>): string => {
  const members = Object.entries(raw).map(([name, text]) => `${JSON.stringify(name)}:${text}`);
  return `${JSON.stringify(object).slice(0, -1)},${members.join(',')}}`;
};

const jsonArray = (items: readonly string[]): string => `[${items.join(',')}]`;

const assetJson = (fold: Fold, changed: ChangedAsset): string => {
  const { state, personal, ...columns } = assetRow(fold, changed.entry);
  return withRaw(columns, { state, personal });
};

export const auditJson = (rows: readonly AuditRow[]): string =>
  jsonArray(
    rows.map((row) => {
      const { detail, ...columns } = row;
      return withRaw(columns, { detail });
    }),
  );

/** What a batch does to the rows of the assets, as the parameters of set-based statements. */
export interface RowChanges {
  readonly assets: string;
  readonly steps: string;
  /** Assets some of whose step rows are to go, and the steps that stay. */
  readonly pruned: { readonly assetIds: readonly string[]; readonly kept: string };
}

export function rowChanges(fold: Fold, batch: Batch): RowChanges {
  const assets: string[] = [];
  const steps: string[] = [];
  const kept: { asset_id: string; step: string }[] = [];
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
    kept.push(...rows.map(({ step }) => ({ asset_id: assetId, step })));
  }
  return { assets: jsonArray(assets), steps: jsonArray(steps), pruned: { assetIds, kept: JSON.stringify(kept) } };
}

const storedSteps = (fold: Fold, { entry, stored }: ChangedAsset): ReadonlyMap<string, string> | undefined =>
  stored && new Map(fold.steps(stored).map((row) => [row.step, JSON.stringify({ asset_id: entry.assetId, ...row })]));

const isKept = (before: ReadonlyMap<string, string>, rows: readonly StepRow[]): boolean => {
  const now = new Set(rows.map(({ step }) => step));
  return [...before.keys()].every((step) => now.has(step));
};
