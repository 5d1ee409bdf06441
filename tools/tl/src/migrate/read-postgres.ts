import type { Client, ClientConfig } from 'pg';
import { parseUrl, codeOf } from '@throughline/contracts';
import { LONGEST_TEXTS } from '@throughline/domain';
import { CliError } from '../exit.js';
import { COLUMNS, REQUIRED_COLUMNS, type Source } from './source-row.js';
import { toEntry, type RawRow } from './to-entry.js';

/** Rows of a page. With the longest texts in every column, a page still fits into memory. */
const PAGE = 50;
const CONNECT_MS = 10_000;

const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`;
/** `public.processing_logs` names a schema too. */
const quoteTable = (table: string): string => table.split('.').map(quote).join('.');

/** A longer text is a problem of its row, so no more of it is read. */
const selectColumn = (name: string): string => `left(${quote(name)}::text, ${String(LONGEST_TEXTS + 1)}) as ${quote(name)}`;

/** Messages of the driver can repeat parts of the address, so only codes are told. */
function toCliError(error: unknown, table: string): unknown {
  const code = codeOf(error);
  if (code === undefined) return error;
  if (code === '42P01')
    return new CliError('usage', `The database has no table ${table}`, { code: 'no-table', tryInstead: 'Name it with --table.' });
  if (code === '42501') return new CliError('usage', `This user of the database may not read ${table}`, { code: 'no-right' });
  if (code === '28P01' || code === '28000' || code === '3D000')
    return new CliError('usage', `The database refuses the user, the password or the name of the database (${code})`, {
      code: 'database-refused',
    });
  // Five characters are a state of SQL, anything else a fault of the network.
  if (/^[0-9A-Z]{5}$/.test(code))
    return new CliError('failed', `The database refuses to read ${table} (${code})`, { code: 'database-refused' });
  return new CliError('unreachable', `The database does not answer (${code})`, { code: 'database-unreachable' });
}

async function loadDriver(): Promise<new (config: ClientConfig) => Client> {
  try {
    return (await import('pg')).default.Client;
  } catch (cause) {
    throw new CliError('usage', 'Reading PostgreSQL needs the package `pg`, which `tl` does not bring', {
      cause,
      tryInstead: 'Install it beside tl: npm install pg (with -g if tl was installed with -g). Or export the table as CSV.',
    });
  }
}

function requireAddress(address: string): string {
  if (/^postgres(ql)?:\/\//.test(address) && parseUrl(address) !== undefined) return address;
  throw new CliError('usage', 'The address of the database does not begin with postgres:// or has no valid form', {
    code: 'bad-address',
    tryInstead: 'postgres://USER:PASSWORD@HOST:5432/DATABASE, with special characters of the password as %XX.',
  });
}

async function findColumns(client: Client, table: string): Promise<readonly string[]> {
  const { fields } = await client.query(`select * from ${quoteTable(table)} limit 0`);
  const names = fields.map(({ name }) => name);
  const missing = REQUIRED_COLUMNS.filter((name) => !names.includes(name));
  if (missing.length === 0) return COLUMNS.filter((name) => names.includes(name));
  throw new CliError('usage', `The table ${table} has no column ${missing.join(', ')}`, {
    code: 'missing-columns',
    tryInstead: 'Make a view with the columns of processing_logs, and name it with --table.',
  });
}

/** Reads the table once from its begin to its end. It needs no index then, and rows may share an id or have none. */
async function* readTable(client: Client, table: string): Source {
  const columns = (await findColumns(client, table)).map(selectColumn).join(', ');
  await client.query(`declare old_rows no scroll cursor for select ${columns} from ${quoteTable(table)}`);
  for (;;) {
    const { rows } = await client.query<RawRow>(`fetch ${String(PAGE)} from old_rows`);
    yield rows.map((row) => toEntry(row));
    if (rows.length < PAGE) return;
  }
}

/** Reads one state of a table, in a transaction that cannot write. */
export async function* readPostgres(address: string, table: string): Source {
  const Driver = await loadDriver();
  const client = new Driver({
    connectionString: requireAddress(address),
    connectionTimeoutMillis: CONNECT_MS,
    application_name: 'tl migrate',
  });
  // A lost connection also fails the query that waits for it.
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('begin transaction isolation level repeatable read, read only');
    // The text of a time with a zone depends on these.
    await client.query(`set local time zone 'UTC'; set local datestyle to 'ISO'`);
    yield* readTable(client, table);
  } catch (error) {
    throw toCliError(error, table);
  } finally {
    await client.end().catch(() => undefined);
  }
}
