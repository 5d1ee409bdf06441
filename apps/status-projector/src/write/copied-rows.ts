import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ClientBase } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { Fold, StepRow } from '../fold/fold.js';
import { buildAssetRow, type AssetRow } from '../rows/asset-row.js';
import { formatCopyLine } from '../rows/copy-text.js';
import { ASSET_COLUMNS, STEP_COLUMNS } from '../rows/upsert.js';
import { identifier } from '../schema/migration.js';
import type { Batch, ChangedAsset } from './batch.js';

const ASSET_CELLS = Object.keys(ASSET_COLUMNS) as (keyof AssetRow)[];
const STEP_CELLS = Object.keys(STEP_COLUMNS) as (keyof StepRow | 'asset_id')[];

function* assetLines(fold: Fold, changed: readonly ChangedAsset[]): Generator<string> {
  for (const { entry } of changed) {
    const row = buildAssetRow(fold, entry);
    yield formatCopyLine(ASSET_CELLS.map((column) => row[column]));
  }
}

function* stepLines(fold: Fold, changed: readonly ChangedAsset[]): Generator<string> {
  for (const { entry } of changed)
    yield fold
      .steps(entry.folded)
      .map((step) => {
        const row = { ...step, asset_id: entry.assetId, result: step.result === null ? null : JSON.stringify(step.result) };
        return formatCopyLine(STEP_CELLS.map((column) => row[column]));
      })
      .join('');
}

/**
 * Writes all rows of the changed assets with COPY, which is faster than upserts. For tables that nobody reads yet: rows of
 * assets that were written before are deleted first.
 */
export async function copyAssets(
  client: ClientBase,
  { schema, fold }: { schema: string; fold: Fold },
  batch: Batch,
): Promise<void> {
  const changed = [...batch.changed.values()];
  if (changed.length === 0) return;
  const s = identifier(schema);
  const written = changed.filter(({ stored }) => stored !== fold.initial).map(({ entry }) => entry.assetId);
  if (written.length > 0)
    for (const table of ['asset', 'processing_step'])
      await client.query(`delete from ${s}.${table} where asset_id = any($1::uuid[])`, [written]);
  const copy = (table: string, columns: readonly string[], lines: Iterable<string>): Promise<void> =>
    pipeline(
      Readable.from(lines, { objectMode: false }),
      client.query(copyFrom(`copy ${s}.${table} (${columns.join(', ')}) from stdin`)),
    );
  await copy('asset', ASSET_CELLS, assetLines(fold, changed));
  await copy('processing_step', STEP_CELLS, stepLines(fold, changed));
}
