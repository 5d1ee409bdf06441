import { text } from 'node:stream/consumers';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';

export const TABLES = ['asset', 'processing_step', 'audit_log'] as const;
export type TableName = (typeof TABLES)[number];

/** Rows of one table as lines of COPY. The first column is the item. */
export interface TableRows {
  readonly columns: string;
  readonly lines: readonly string[];
}
export type ReadyRows = Readonly<Record<TableName, TableRows>>;

/** The order in which a projector writes the rows. */
const ORDER: Readonly<Record<TableName, string>> = {
  asset: 'position',
  processing_step: 'asset_id, step',
  audit_log: 'position, event_index',
};

/** Returns the columns that a projector writes. PostgreSQL itself fills the others. */
async function listColumns(client: pg.Client, table: TableName): Promise<string> {
  const { rows } = await client.query<{ names: string }>(
    `select string_agg(quote_ident(column_name), ', ' order by column_name <> 'asset_id', ordinal_position) as names
     from information_schema.columns
     where table_schema = 'projection' and table_name = $1 and is_generated = 'NEVER' and column_name <> 'written_in'`,
    [table],
  );
  return rows[0]?.names ?? '';
}

/** COPY escapes line breaks in values, so each line is a row. */
async function readTable(client: pg.Client, table: TableName): Promise<TableRows> {
  const columns = await listColumns(client, table);
  const copied = await text(
    client.query(copyTo(`copy (select ${columns} from projection.${table} order by ${ORDER[table]}) to stdout`)),
  );
  return { columns, lines: copied === '' ? [] : copied.split(/(?<=\n)/u) };
}

/** Returns the rows that the projector has written to a database. */
export async function readRows(databaseUrl: string): Promise<ReadyRows> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return {
      asset: await readTable(client, 'asset'),
      processing_step: await readTable(client, 'processing_step'),
      audit_log: await readTable(client, 'audit_log'),
    };
  } finally {
    await client.end();
  }
}
