import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { TABLES, type ReadyRows, type TableName, type TableRows } from './ready-rows.js';

const COPY_ROWS = 500;

function* chunks(lines: readonly string[]): Generator<string> {
  for (let start = 0; start < lines.length; start += COPY_ROWS) yield lines.slice(start, start + COPY_ROWS).join('');
}

export const copyRows = (client: pg.Client, target: string, { columns, lines }: TableRows): Promise<void> =>
  pipeline(Readable.from(chunks(lines), { objectMode: false }), client.query(copyFrom(`copy ${target} (${columns}) from stdin`)));

export async function inClient<T>(databaseUrl: string, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

/** Throws if a table does not have the rows: a measurement of a wrong result would be worthless. */
export async function requireRows(client: pg.Client, schema: string, rows: ReadyRows): Promise<void> {
  for (const table of TABLES) {
    const { rows: found } = await client.query<{ count: number }>(`select count(*)::int as count from ${schema}.${table}`);
    const [wanted, count] = [rows[table].lines.length, found[0]?.count];
    if (count !== wanted) throw new Error(`${schema}.${table} has ${String(count)} of ${String(wanted)} rows`);
  }
}

async function createIndexes(client: pg.Client, table: TableName): Promise<void> {
  const { rows } = await client.query<{ statement: string }>(
    `select replace(indexdef, ' ON projection.', ' ON bare.') as statement from pg_indexes
     where schemaname = 'projection' and tablename = $1`,
    [table],
  );
  for (const { statement } of rows) await client.query(statement);
}

/**
 * Writes ready rows to new tables in one transaction, with COPY and the indexes last. The tables and indexes are those of the
 * product, whose empty tables are in the database. Returns milliseconds.
 */
export const writeWhole = (databaseUrl: string, rows: ReadyRows): Promise<number> =>
  inClient(databaseUrl, async (client) => {
    const started = performance.now();
    await client.query('begin; create schema bare');
    for (const table of TABLES)
      await client.query(
        `create table bare.${table} (like projection.${table} including defaults including generated including compression)`,
      );
    for (const table of TABLES) await copyRows(client, `bare.${table}`, rows[table]);
    for (const table of TABLES) await createIndexes(client, table);
    await client.query('commit');
    const took = performance.now() - started;
    await requireRows(client, 'bare', rows);
    return took;
  });
