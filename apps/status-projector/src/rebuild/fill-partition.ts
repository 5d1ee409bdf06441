import { START, type EventStore } from '@throughline/event-store';
import type { Pool, PoolClient } from 'pg';
import { Folder } from '../project/folder.js';
import type { Fold } from '../fold/fold.js';
import { buildAssetRow } from '../rows/asset-row.js';
import { formatCopyLine } from '../rows/copy-text.js';
import { identifier } from '../schema/migration.js';
import { inTransaction } from '../schema/transaction.js';
import { auditCopySql, auditLine } from '../write/audit-copy.js';
import { Batch, type ChangedAsset } from '../write/batch.js';
import { blankRows } from '../write/blank-rows.js';
import { writeQuarantine } from '../write/rows-writer.js';
import { ASSET_COLUMNS, STEP_COLUMNS } from '../rows/upsert.js';
import { AuditFeed } from './audit-feed.js';
import { CopySink } from './copy-sink.js';

export interface FillOptions {
  readonly pool: Pool;
  readonly schema: string;
  readonly store: EventStore;
  readonly fold: Fold;
  readonly partition: number;
  readonly incarnation: string;
  readonly signal: AbortSignal;
  readonly onProgress?: (events: number) => void;
}

export interface FillResult {
  readonly events: number;
  readonly assets: number;
}

/**
 * Folds one partition from the start of the log into empty tables without indexes, in one transaction. Streams audit rows
 * through COPY and writes the states at the end. Keeps all states of the partition in memory.
 */
export async function fillPartition(options: FillOptions): Promise<FillResult> {
  const { pool, schema, partition, incarnation } = options;
  const batch = new Batch(START);
  return inTransaction(pool, async (client) => {
    const events = await copyAuditWhileFolding(client, options, batch);
    await copyStates(client, options, batch);
    await writeQuarantine(client, schema, batch);
    await blankRows(client, schema, new Set([...batch.blanked].filter((assetId) => batch.parked.has(assetId))));
    await client.query(
      `insert into ${identifier(schema)}.projection_checkpoint (partition, generation, incarnation, position, commit_id)
       values ($1, 1, $2, $3, $4)`,
      [partition, incarnation, batch.to, batch.commitId ?? null],
    );
    return { events, assets: batch.changed.size };
  });
}

async function copyAuditWhileFolding(client: PoolClient, options: FillOptions, batch: Batch): Promise<number> {
  const sink = new CopySink(client, auditCopySql(options.schema));
  const feed = new AuditFeed();
  let events = 0;
  try {
    await foldAll(options, batch, async () => {
      const rows = feed.take(batch);
      events += rows.length;
      options.onProgress?.(rows.length);
      await sink.write(rows.map(auditLine).join(''));
    });
    await sink.end();
    return events;
  } catch (error) {
    await sink.abandon();
    throw error;
  }
}

/** Folds all commits that are stored when it starts. Later commits are caught up afterwards. */
async function foldAll(options: FillOptions, batch: Batch, onFolded: () => Promise<void>): Promise<void> {
  const { fold, store, partition, signal } = options;
  // The batch already holds every state, so the folder needs no stored rows.
  const folder = new Folder({ fold, store, storedAssets: () => Promise.resolve(new Map()), parked: [], cacheSize: 1 });
  folder.opened(batch);
  const done = new AbortController();
  await store.subscribe({
    partition,
    after: undefined,
    onCommits: async (items) => {
      if (done.signal.aborted) return;
      await folder.add(items, () => Promise.resolve(batch));
      await onFolded();
    },
    onCaughtUp: () => {
      done.abort();
    },
    signal: AbortSignal.any([signal, done.signal]),
  });
  signal.throwIfAborted();
}

const CHUNK = 200;

async function copyStates(client: PoolClient, { schema, fold }: FillOptions, batch: Batch): Promise<void> {
  const assetColumns = Object.keys(ASSET_COLUMNS);
  await copyAll(client, { schema, table: 'asset', columns: assetColumns }, batch, ({ entry }) => {
    const row = buildAssetRow(fold, entry);
    return copyRow(assetColumns, row);
  });
  const stepColumns = Object.keys(STEP_COLUMNS);
  await copyAll(client, { schema, table: 'processing_step', columns: stepColumns }, batch, ({ entry }) =>
    fold
      .steps(entry.folded)
      .map((step) =>
        copyRow(stepColumns, {
          asset_id: entry.assetId,
          ...step,
          result: step.result === null ? null : JSON.stringify(step.result),
        }),
      )
      .join(''),
  );
}

const copyRow = (columns: readonly string[], row: object): string => {
  const values = new Map<string, unknown>(Object.entries(row));
  return formatCopyLine(columns.map((column) => cell(values.get(column))));
};

const cell = (value: unknown): string | number | boolean | null =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;

async function copyAll(
  client: PoolClient,
  to: { schema: string; table: string; columns: readonly string[] },
  batch: Batch,
  lines: (changed: ChangedAsset) => string,
): Promise<void> {
  const sink = new CopySink(client, `copy ${identifier(to.schema)}.${to.table} (${to.columns.join(', ')}) from stdin`);
  try {
    let chunk: string[] = [];
    for (const changed of batch.changed.values()) {
      chunk.push(lines(changed));
      if (chunk.length < CHUNK) continue;
      await sink.write(chunk.join(''));
      chunk = [];
    }
    await sink.write(chunk.join(''));
    await sink.end();
  } catch (error) {
    await sink.abandon();
    throw error;
  }
}
