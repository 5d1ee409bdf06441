import { stat } from 'node:fs/promises';
import { LONGEST_TEXTS } from '@throughline/domain';
import { CliError, isCliError } from '../exit.js';
import { COLUMNS, REQUIRED_COLUMNS, type Source, type SourceEntry } from './source-row.js';
import { openSqlite, type SqliteDatabase, type SqliteRow, type SqliteValue } from './sqlite-driver.js';
import { toEntry } from './to-entry.js';

/** Rows that are handed on together. */
const BATCH = 250;
/** Bytes of a text that is read. In UTF-16, most texts have twice as many bytes as in UTF-8. */
const LONGEST_TEXT = 2 * LONGEST_TEXTS;
/** Bytes of the texts of a batch. */
const BATCH_BYTES = 1_024 * 1_024;

const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/**
 * Selects the bytes of a text: damaged ones are noticed, and NUL does not cut it. SQLite knows the length without reading
 * the text; one that is too long is a problem of its row, whatever it says.
 */
const selectColumn = (name: string): string =>
  `case when octet_length(${quote(name)}) > ${String(LONGEST_TEXT)} then printf('%.*c', ${String(LONGEST_TEXT)}, 'x')
    else cast(cast(${quote(name)} as text) as blob) end as ${quote(name)}`;

function findColumns(database: SqliteDatabase, table: string): readonly string[] {
  const names = Array.from(database.rows('select name from pragma_table_info(?)', [table]), ({ name }) =>
    String(name).toLowerCase(),
  );
  if (names.length === 0)
    throw new CliError('usage', `The database has no table ${table}`, { code: 'no-table', tryInstead: 'Name it with --table.' });
  const missing = REQUIRED_COLUMNS.filter((name) => !names.includes(name));
  if (missing.length === 0) return COLUMNS.filter((name) => names.includes(name));
  throw new CliError('usage', `The table ${table} has no column ${missing.join(', ')}`, {
    code: 'missing-columns',
    tryInstead: 'Make a view with the columns of processing_logs in a copy, and name it with --table.',
  });
}

interface Decoders {
  readonly strict: InstanceType<typeof TextDecoder>;
  /** Keeps what can be read of a damaged text: the row may still name its file. */
  readonly lenient: InstanceType<typeof TextDecoder>;
}

const decodersOf = ({ encoding }: SqliteDatabase): Decoders => ({
  strict: new TextDecoder(encoding, { fatal: true, ignoreBOM: true }),
  lenient: new TextDecoder(encoding, { ignoreBOM: true }),
});

function readRow(row: SqliteRow, { strict, lenient }: Decoders): SourceEntry {
  const raw: Record<string, SqliteValue> = {};
  let damage: string | undefined;
  for (const [name, value] of Object.entries(row))
    if (!(value instanceof Uint8Array)) raw[name] = value;
    else
      try {
        raw[name] = strict.decode(value);
      } catch {
        raw[name] = lenient.decode(value);
        damage = `${name} is not in the encoding of the database`;
      }
  return toEntry(raw, undefined, damage);
}

const bytesOf = (row: SqliteRow): number =>
  Object.values(row).reduce<number>((sum, value) => sum + (value instanceof Uint8Array ? value.length : 0), 0);

/** Reads the table once from its begin to its end. It needs no index then, and rows may share an id or have none. */
async function* readTable(database: SqliteDatabase, table: string): Source {
  const columns = findColumns(database, table).map(selectColumn).join(', ');
  const decoders = decodersOf(database);
  let batch: SourceEntry[] = [];
  let bytes = 0;
  for (const row of database.rows(`select ${columns} from ${quote(table)}`)) {
    batch.push(readRow(row, decoders));
    bytes += bytesOf(row);
    if (batch.length < BATCH && bytes < BATCH_BYTES) continue;
    yield await Promise.resolve(batch);
    [batch, bytes] = [[], 0];
  }
  yield batch;
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

/** Reads a table of a database file. Nothing is written to the file. */
export async function* readSqlite(path: string, shown: string, table: string): Source {
  const before = await stateOf(path);
  let database: SqliteDatabase | undefined;
  try {
    database = await openSqlite(path, shown);
    yield* readTable(database, table);
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
