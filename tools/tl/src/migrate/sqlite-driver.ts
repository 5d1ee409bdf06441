import { mkdtemp, open, rm, stat, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { CliError } from '../exit.js';

export type SqliteValue = string | number | bigint | null | Uint8Array;
export type SqliteRow = Readonly<Record<string, SqliteValue>>;

/** A database that is open for reading only. */
export interface SqliteDatabase {
  /** Writers of other processes wait for its locks, or write beside the state that it reads. */
  readonly isLocked: boolean;
  /** The encoding of the bytes of texts. */
  readonly encoding: (typeof ENCODINGS)[number];
  /** Reads row by row: no more than one of them is in memory. */
  rows(sql: string, values?: readonly SqliteValue[]): Iterable<SqliteRow>;
  close(): Promise<void>;
}

/** The part of Node's module that is used. Node 20 does not have it, and neither have its types. */
interface NodeSqlite {
  readonly DatabaseSync: new (
    path: string,
    options: { readonly readOnly: boolean },
  ) => {
    exec(sql: string): void;
    prepare(sql: string): { setReadBigInts(on: boolean): void; iterate(...values: readonly SqliteValue[]): Iterable<SqliteRow> };
    close(): void;
  };
}

/** A variable, because the type checker knows only the modules of Node 20. */
const NODE_SQLITE: string = 'node:sqlite';
const HEADER_BYTES = 100;
const MAGIC = 'SQLite format 3\0';
/** Bytes 18 and 19 of the header are 2 if the newest changes may be in a write-ahead log. */
const [WRITE_VERSION, READ_VERSION, WAL] = [18, 19, 2];
/** The byte of the header with the number of the encoding of texts. An empty database has none yet. */
const ENCODING = 59;
const ENCODINGS = ['utf-8', 'utf-8', 'utf-16le', 'utf-16be'] as const;

async function readHeader(path: string, shown: string): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEADER_BYTES), 0, HEADER_BYTES, 0);
    if (bytesRead === HEADER_BYTES && buffer.toString('latin1', 0, MAGIC.length) === MAGIC) return buffer;
  } finally {
    await file.close();
  }
  throw new CliError('usage', `${shown} is no database of SQLite`, { code: 'not-sqlite' });
}

const sizeOf = (path: string): Promise<number> =>
  stat(path).then(
    ({ size }) => size,
    () => 0,
  );

type Encoding = SqliteDatabase['encoding'];

async function openInNode({ DatabaseSync }: NodeSqlite, path: string, encoding: Encoding): Promise<SqliteDatabase> {
  const database = new DatabaseSync(path, { readOnly: true });
  // One state of the database for all statements, whoever writes meanwhile.
  database.exec('begin');
  return Promise.resolve({
    isLocked: true,
    encoding,
    rows: (sql, values = []) => {
      const statement = database.prepare(sql);
      statement.setReadBigInts(true);
      return statement.iterate(...values);
    },
    close: () => {
      database.close();
      return Promise.resolve();
    },
  });
}

async function loadWebAssembly(): Promise<typeof import('node-sqlite3-wasm')> {
  try {
    // A CommonJS module, whose names Node does not find.
    return (await import('node-sqlite3-wasm')).default;
  } catch (cause) {
    throw new CliError(
      'usage',
      'Reading SQLite needs Node 22.13 or later, or the package `node-sqlite3-wasm`, which `tl` does not bring',
      {
        cause,
        tryInstead:
          'Install it beside tl: npm install node-sqlite3-wasm (with -g if tl was installed with -g). Or export the table as CSV.',
      },
    );
  }
}

/** The lock of this build is a folder beside the name, so the name is a link in a folder of our own. */
async function linkTo(path: string): Promise<{ readonly name: string; readonly folder: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'tl-migrate-'));
  const name = join(folder, 'database');
  await symlink(resolve(path), name);
  return { name, folder };
}

async function openInWebAssembly(path: string): Promise<SqliteDatabase> {
  const { Database } = await loadWebAssembly();
  const { name, folder } = await linkTo(path);
  const removeLink = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    const database = new Database(name, { readOnly: true, fileMustExist: true });
    return {
      isLocked: false,
      encoding: 'utf-8',
      *rows(sql, values = []) {
        const statement = database.prepare(sql);
        try {
          yield* statement.iterate([...values]) as Iterable<SqliteRow>;
        } finally {
          // The database cannot be closed before.
          statement.finalize();
        }
      },
      close: () => {
        database.close();
        return removeLink();
      },
    };
  } catch (error) {
    await removeLink();
    throw error;
  }
}

const findNodeSqlite = (): Promise<NodeSqlite | undefined> =>
  import(NODE_SQLITE).then(
    (module: NodeSqlite) => module,
    () => undefined,
  );

const COPY = `Make a copy that needs neither: sqlite3 OLD.db "vacuum into 'copy.db'". The old database stays as it is.`;

/**
 * Node's own module reads a write-ahead log and UTF-16. The WebAssembly build cannot, so both are refused there rather than read in a
 * wrong way.
 */
export async function openSqlite(path: string, shown: string): Promise<SqliteDatabase> {
  const header = await readHeader(path, shown);
  if ((await sizeOf(`${path}-journal`)) > 0)
    throw new CliError('usage', `${shown} has a journal of an interrupted change (${shown}-journal)`, {
      code: 'hot-journal',
      tryInstead: COPY,
    });
  const own = await findNodeSqlite();
  const encoding = ENCODINGS[header[ENCODING] ?? 0] ?? 'utf-8';
  if (own !== undefined) return openInNode(own, path, encoding);
  if (encoding !== 'utf-8')
    throw new CliError('usage', `${shown} has its texts in UTF-16, which Node ${process.versions.node} cannot read`, {
      code: 'utf-16',
      tryInstead: 'Use Node 22.13 or later, or export the table as CSV.',
    });
  if (header[WRITE_VERSION] === WAL || header[READ_VERSION] === WAL)
    throw new CliError('usage', `${shown} uses a write-ahead log (WAL), which Node ${process.versions.node} cannot read`, {
      code: 'wal',
      tryInstead: `Use Node 22.13 or later. ${COPY}`,
    });
  return openInWebAssembly(path);
}
