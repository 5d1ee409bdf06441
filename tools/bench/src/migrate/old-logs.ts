import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import sqlite from 'node-sqlite3-wasm';

/** Rows of each file of the older system. They are as far from each other as they can be. */
const ROWS_OF_FILE = 20;
/** The most rows that a file may have. */
const MAX_ROWS = 10_000;
const STEPS = ['create_file_record', 'check_text', 'extract_text', 'hash_file'] as const;
const FIRST = Date.UTC(2020, 0, 1);
const SECONDS_APART = 10;
const CHUNK_ROWS = 2_000;
const MIB = 1_024 * 1_024;
const LONG_LINE = 100 * MIB;
const LONG_LINES = 3;
const TOO_MANY = MAX_ROWS + 1;

interface OldRow {
  readonly id: number | string;
  readonly file_id: string;
  readonly step_name: string;
  readonly status: string;
  readonly message: string;
  readonly timestamp: string;
}

const timeOf = (index: number): string =>
  new Date(FIRST + index * SECONDS_APART * 1_000).toISOString().slice(0, 19).replace('T', ' ');

const filesOf = (rows: number): number => Math.ceil(rows / ROWS_OF_FILE);

const rowOf = (index: number, files: number): OldRow => ({
  id: index,
  file_id: `f${String(index % files)}`,
  step_name: STEPS[Math.floor(index / files / 2) % STEPS.length] ?? '',
  status: Math.floor(index / files) % 2 === 0 ? 'in_progress' : 'success',
  message: `The worker has looked at page ${String(index)} of the file`,
  timestamp: timeOf(index),
});

/** The files of a source that must be imported, and the rest. */
export interface OldLog {
  readonly imported: number;
  readonly not_understood: number;
  readonly unreadable: number;
}

const write = (path: string, chunks: Iterable<string | Buffer>): Promise<void> =>
  pipeline(Readable.from(chunks), createWriteStream(path));

function* chunksOf(rows: number, lineOf: (index: number) => string): Generator<string> {
  for (let from = 0; from < rows; from += CHUNK_ROWS)
    yield Array.from({ length: Math.min(CHUNK_ROWS, rows - from) }, (_, index) => lineOf(from + index)).join('');
}

const line = (row: OldRow): string => `${JSON.stringify(row)}\n`;
const good = (rows: number): OldLog => ({ imported: filesOf(rows), not_understood: 0, unreadable: 0 });

async function writeCsv(path: string, rows: number): Promise<OldLog> {
  const head = Object.keys(rowOf(0, 1));
  const files = filesOf(rows);
  const lines = function* (): Generator<string> {
    yield `${head.join(',')}\r\n`;
    yield* chunksOf(rows, (index) => `${Object.values(rowOf(index, files)).join(',')}\r\n`);
  };
  await write(path, lines());
  return good(rows);
}

async function writeNdjson(path: string, rows: number, files = filesOf(rows)): Promise<OldLog> {
  await write(
    path,
    chunksOf(rows, (index) => line(rowOf(index, files))),
  );
  return { ...good(rows), imported: files };
}

/** Spreads the rows over as few files as can be. */
const writeFewFiles = (path: string, rows: number): Promise<OldLog> => writeNdjson(path, rows, Math.ceil(rows / MAX_ROWS));

/** Gives all rows to one file, which has too many of them unless there are few. */
async function writeOneFile(path: string, rows: number): Promise<OldLog> {
  await writeNdjson(path, rows, 1);
  return rows > MAX_ROWS ? { imported: 0, not_understood: 1, unreadable: 0 } : { imported: 1, not_understood: 0, unreadable: 0 };
}

/** Writes a table without any index. */
function writeSqlite(path: string, rows: number): Promise<OldLog> {
  const files = filesOf(rows);
  const database = new sqlite.Database(path);
  const steps = STEPS.map((name, index) => `when ${String(index)} then '${name}'`).join(' ');
  database.exec('pragma journal_mode = off; pragma synchronous = off');
  database.exec(`create table processing_logs as
    with recursive n(i) as (select 0 union all select i + 1 from n where i < ${String(rows - 1)})
    select i as id, 'f' || (i % ${String(files)}) as file_id,
      case (i / ${String(files * 2)}) % ${String(STEPS.length)} ${steps} end as step_name,
      iif((i / ${String(files)}) % 2 = 0, 'in_progress', 'success') as status,
      'The worker has looked at page ' || i || ' of the file' as message,
      datetime('2020-01-01', '+' || (i * ${String(SECONDS_APART)}) || ' seconds') as timestamp
    from n`);
  database.close();
  return Promise.resolve(good(rows));
}

/** Writes the rows of {@link writeNdjson} backwards, among lines and files that cannot be used. */
async function writeHostile(path: string, rows: number): Promise<OldLog> {
  const files = filesOf(rows);
  const bad = (id: string, change: Partial<OldRow>): OldRow => ({ ...rowOf(0, files), id, file_id: id, ...change });
  const unusable = [
    line(bad('future', { timestamp: '2999-01-01 00:00:00' })),
    line(bad('nul', { message: 'a\0b' })),
    line(bad('no-time', { timestamp: 'yesterday' })),
    line(bad('unknown', { step_name: 'dance' })),
    Buffer.from(line(bad('latin', { message: 'caf\u00e9' })), 'latin1'),
  ];
  const longest = JSON.stringify(bad('long', { message: 'x'.repeat(LONG_LINE) }));
  const chunks = function* (): Generator<string | Buffer> {
    for (let count = 0; count < LONG_LINES; count += 1) {
      yield `${longest}\n`;
      yield unusable[count] ?? '';
    }
    yield* unusable.slice(LONG_LINES);
    yield* chunksOf(TOO_MANY, (index) => line(bad(`many-${String(index)}`, { file_id: 'many' })));
    yield* chunksOf(rows, (index) => line(rowOf(rows - 1 - index, files)));
    yield '{"id": "cut off"\n';
  };
  await write(path, chunks());
  return { imported: files, not_understood: unusable.length + 1, unreadable: LONG_LINES + 1 };
}

/** Writes the source of each name. */
export const SOURCES: Readonly<Record<string, (path: string, rows: number) => Promise<OldLog>>> = {
  'logs.csv': writeCsv,
  'logs.ndjson': writeNdjson,
  'logs.db': writeSqlite,
  'few-files.ndjson': writeFewFiles,
  'one-file.ndjson': writeOneFile,
  'hostile.ndjson': writeHostile,
};
