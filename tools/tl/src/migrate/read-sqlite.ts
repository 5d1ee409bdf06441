import { stat } from 'node:fs/promises';
import { LONGEST_TEXTS } from '@throughline/domain';
import { CliError, isCliError } from '../exit.js';
import { COLUMNS, REQUIRED_COLUMNS, type Source } from './source-row.js';
import { openSqlite, type SqliteDatabase, type SqliteValue } from './sqlite-driver.js';
import { toEntry } from './to-entry.js';

/** Rows of a page. With the longest texts, a page still fits into memory. */
const PAGE = 250;
const KEY = 'tl_key';

const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** A longer text is a problem of its row, so no more of it is read. */
const selectColumn = (name: string): string =>
  `substr(cast(${quote(name)} as text), 1, ${String(LONGEST_TEXTS + 1)}) as ${quote(name)}`;

function findColumns(database: SqliteDatabase, table: string): readonly string[] {
  const names = database.all('select name from pragma_table_info(?)', [table]).map(({ name }) => String(name).toLowerCase());
  if (names.length === 0)
    throw new CliError('usage', `The database has no table ${table}`, { code: 'no-table', tryInstead: 'Name it with --table.' });
  const missing = REQUIRED_COLUMNS.filter((name) => !names.includes(name));
  if (missing.length === 0) return COLUMNS.filter((name) => names.includes(name));
  throw new CliError('usage', `The table ${table} has no column ${missing.join(', ')}`, {
    code: 'missing-columns',
    tryInstead: 'Make a view with the columns of processing_logs in a copy, and name it with --table.',
  });
}

async function* readPages(database: SqliteDatabase, table: string): Source {
  const columns = findColumns(database, table).map(selectColumn).join(', ');
  const select = `select t.id as ${KEY}, ${columns} from ${quote(table)} t`;
  let last: SqliteValue | undefined;
  for (;;) {
    const rows =
      last === undefined
        ? database.all(`${select} order by t.id limit ${String(PAGE)}`, [])
        : database.all(`${select} where t.id > ? order by t.id limit ${String(PAGE)}`, [last]);
    yield await Promise.resolve(rows.map((row) => toEntry(row)));
    last = rows.at(-1)?.[KEY];
    if (rows.length < PAGE || last === undefined || last === null) return;
  }
}

const stateOf = async (path: string): Promise<string> => {
  const { mtimeMs, size } = await stat(path);
  return `${String(mtimeMs)} ${String(size)}`;
};

/** SQLite's messages name tables and files, never the content of rows. */
const toCliError = (error: unknown, shown: string): unknown =>
  isCliError(error) || !(error instanceof Error)
    ? error
    : new CliError('usage', `${shown} cannot be read: ${error.message}`, { code: 'sqlite', cause: error });

/** Reads a table of a database file by pages of its key. Nothing is written to the file. */
export async function* readSqlite(path: string, shown: string, table: string): Source {
  const before = await stateOf(path);
  let database: SqliteDatabase | undefined;
  try {
    database = await openSqlite(path, shown);
    yield* readPages(database, table);
    if (!database.isLocked && (await stateOf(path)) !== before)
      throw new CliError('failed', `${shown} was changed while it was read`, {
        code: 'changed-meanwhile',
        tryInstead: 'Stop the older system, or migrate from a copy.',
      });
  } catch (error) {
    throw toCliError(error, shown);
  } finally {
    await database?.close();
  }
}
