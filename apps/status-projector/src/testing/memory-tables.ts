import type { JsonObject } from '@throughline/contracts';
import type { Fold } from '../fold/fold.js';
import { parseStoredRow, type StoredAsset, type StoredRow } from '../rows/stored-assets.js';
import type { Batch } from '../write/batch.js';
import { formatAuditJson, buildRowChanges } from '../write/changes.js';

type Row = Readonly<Record<string, unknown>>;

/** PostgreSQL's `jsonb` does not keep the order of keys. */
const reorderKeys = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(reorderKeys);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, reorderKeys(inner)] as const);
  return Object.fromEntries(entries.reverse());
};
const read = (json: string): Row[] => JSON.parse(json) as Row[];

export class MemoryTables {
  readonly #assets = new Map<string, Row>();
  readonly #steps = new Map<string, Row>();
  readonly #audit = new Map<string, Row>();

  write(fold: Fold, batch: Batch): void {
    const { assets, steps, pruned } = buildRowChanges(fold, batch);
    for (const row of read(assets)) this.#assets.set(String(row['asset_id']), row);
    for (const row of read(steps)) this.#steps.set(stepKey(row), row);
    const kept = new Set(read(pruned.kept).map(stepKey));
    for (const [key, row] of this.#steps)
      if (pruned.assetIds.includes(String(row['asset_id'])) && !kept.has(key)) this.#steps.delete(key);
    for (const row of read(formatAuditJson(batch.audit))) this.#addAudit(row);
    for (const row of read(formatAuditJson(batch.backfill))) if (!this.#audit.has(auditKey(row))) this.#addAudit(row);
  }

  storedAssets(fold: Fold, assetIds: readonly string[]): Promise<ReadonlyMap<string, StoredAsset>> {
    const found = new Map<string, StoredAsset>();
    for (const assetId of assetIds) {
      const row = this.#assets.get(assetId);
      if (row === undefined) continue;
      const [state, personal] = [reorderKeys(row['state']), reorderKeys(row['personal'])];
      found.set(
        assetId,
        parseStoredRow({ ...row, state, personal: personal as JsonObject } as unknown as StoredRow, fold.version),
      );
    }
    return Promise.resolve(found);
  }

  get contents(): Readonly<Record<'assets' | 'steps' | 'audit', readonly Row[]>> {
    return { assets: sorted(this.#assets), steps: sorted(this.#steps), audit: sorted(this.#audit) };
  }

  #addAudit(row: Row): void {
    const key = auditKey(row);
    if (this.#audit.has(key)) throw new Error(`Two audit rows for event ${key}`);
    this.#audit.set(key, row);
  }
}

const stepKey = (row: Row): string => `${String(row['asset_id'])} ${String(row['step'])}`;
const auditKey = (row: Row): string =>
  `${String(row['position']).padStart(9, '0')}/${String(row['event_index']).padStart(4, '0')}`;
const sorted = (rows: ReadonlyMap<string, Row>): readonly Row[] =>
  [...rows].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, row]) => row);
