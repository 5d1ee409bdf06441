import type pg from 'pg';
import { copyRows, inClient, requireRows } from './bare-write.js';
import type { ReadyRows, TableName, TableRows } from './ready-rows.js';

/** The product's own default. */
const BATCH = 5_000;
const ID_LENGTH = 36;

/** The rows of one transaction: JSON arrays of items and steps, and lines of the audit log. */
interface ReadyBatch {
  readonly assets: string;
  readonly steps: string;
  readonly audit: TableRows;
}
export interface ReadyBatches {
  readonly rows: ReadyRows;
  readonly batches: readonly ReadyBatch[];
}

async function readJson(client: pg.Client, table: TableName, columns: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const { rows } = await client.query<{ id: string; json: string }>(
    `select asset_id as id, row_to_json(r)::text as json from (select ${columns} from projection.${table}) r`,
  );
  const found = new Map<string, string[]>();
  for (const { id, json } of rows) found.set(id, [...(found.get(id) ?? []), json]);
  return found;
}

/**
 * Prepares the transactions that write the rows of a database, in the order of the log. Each one writes the last rows of the
 * items whose events it has: earlier ones were replaced.
 */
export const prepareBatches = (databaseUrl: string, rows: ReadyRows): Promise<ReadyBatches> =>
  inClient(databaseUrl, async (client) => {
    const assets = await readJson(client, 'asset', rows.asset.columns);
    const steps = await readJson(client, 'processing_step', rows.processing_step.columns);
    const { columns, lines } = rows.audit_log;
    const batches: ReadyBatch[] = [];
    for (let start = 0; start < lines.length; start += BATCH) {
      const audit = { columns, lines: lines.slice(start, start + BATCH) };
      const ids = [...new Set(audit.lines.map((line) => line.slice(0, ID_LENGTH)))];
      const jsonOf = (found: typeof assets): string => `[${ids.flatMap((id) => found.get(id) ?? []).join(',')}]`;
      batches.push({ assets: jsonOf(assets), steps: jsonOf(steps), audit });
    }
    return { rows, batches };
  });

function upsert(table: TableName, columns: string, key: readonly string[]): string {
  const rest = columns.split(', ').filter((name) => !key.includes(name));
  return `insert into projection.${table} (${columns})
    select ${columns} from json_populate_recordset(null::projection.${table}, $1::json)
    on conflict (${key.join(', ')}) do update set ${rest.map((name) => `${name} = excluded.${name}`).join(', ')}`;
}

const CHECKPOINT = `insert into projection.projection_checkpoint (partition, generation, incarnation, position)
  values (0, 1, 'bare', $1) on conflict (partition) do update set position = excluded.position, updated_at = now()`;

/** Writes the batches into the product's empty tables, each in one transaction with a checkpoint. Returns milliseconds. */
export const writeBatches = (databaseUrl: string, { rows, batches }: ReadyBatches): Promise<number> =>
  inClient(databaseUrl, async (client) => {
    const assetSql = upsert('asset', rows.asset.columns, ['asset_id']);
    const stepSql = upsert('processing_step', rows.processing_step.columns, ['asset_id', 'step']);
    const started = performance.now();
    for (const [nth, { assets, steps, audit }] of batches.entries()) {
      await client.query('begin');
      await client.query(assetSql, [assets]);
      await client.query(stepSql, [steps]);
      await copyRows(client, 'projection.audit_log', audit);
      await client.query(CHECKPOINT, [nth]);
      await client.query('commit');
    }
    const took = performance.now() - started;
    await requireRows(client, 'projection', rows);
    return took;
  });
