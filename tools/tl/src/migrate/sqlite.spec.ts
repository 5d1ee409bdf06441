import { createHash } from 'node:crypto';
import { appendFile, mkdtemp, open, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sqlite from 'node-sqlite3-wasm';
import { FakeImports } from '#testing/fake-imports.js';
import { OLD_COLUMNS, oldRows, toCsv } from '#testing/old-log.js';
import { readSqlite } from './read-sqlite.js';

const TABLE = `create table processing_logs (id integer primary key, file_id integer, task_id varchar, step_name varchar,
  status varchar, message varchar, detail text, timestamp timestamp default current_timestamp)`;
/** A variable, because the type checker knows only the modules of Node 20. */
const NODE_SQLITE: string = 'node:sqlite';
type Writer = new (path: string) => { exec(sql: string): void; close(): void };
const ownSqlite = (): Promise<Writer | undefined> =>
  import(NODE_SQLITE).then(
    ({ DatabaseSync }: { DatabaseSync: Writer }) => DatabaseSync,
    () => undefined,
  );

describe('tl migrate of a SQLite database', () => {
  let folder: string;
  let server: FakeImports;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tl-sqlite-spec-'));
    server = await FakeImports.start();
    const database = new sqlite.Database(join(folder, 'old.db'));
    database.exec(TABLE);
    for (const row of oldRows())
      database.run(
        'insert into processing_logs values (?, ?, ?, ?, ?, ?, ?, ?)',
        OLD_COLUMNS.map((name) => row[name]),
      );
    database.exec(`create table long_logs as with recursive n(i) as (select 1 union all select i + 1 from n where i < 1003)
      select i as id, 'f' || i % 50 as file_id, 'hash_file' as step_name, 'success' as status, '2024-01-15 10:00:00' as timestamp from n`);
    database.close();
    await writeFile(join(folder, 'logs.csv'), toCsv(oldRows()));
  });
  afterEach(async () => {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  });

  const migrate = (...args: readonly string[]) => server.tl(folder, 'migrate', ...args);
  const hashOf = async (name: string) =>
    createHash('sha256')
      .update(await readFile(join(folder, name)))
      .digest('hex');

  it('reads the same rows as from CSV, and leaves the file and its folder as they are', async () => {
    expect(await migrate('logs.csv')).toMatchObject({ code: 0 });
    const before = [await readdir(folder), await hashOf('old.db')];
    expect(await migrate('old.db', '--json')).toMatchObject({
      code: 0,
      out: expect.stringContaining('"imported":0,"unchanged":3') as string,
    });
    expect([await readdir(folder), await hashOf('old.db')]).toEqual(before);
  });

  it('reads every row of a long table once, without a key', async () => {
    expect(await migrate('old.db', '--table', 'long_logs', '--json')).toMatchObject({
      code: 0,
      out: expect.stringContaining('"commits":1003,"rows":1003') as string,
    });
  });

  it('loses no row of a table whose rows share ids, have none, or cannot be read, and names those rows', async () => {
    const database = new sqlite.Database(join(folder, 'old.db'));
    database.exec(`create table bad_logs as select case i when 250 then 249 when 1003 then null else i end as id, file_id, step_name, status,
      case i when 700 then cast(x'636166e9' as text) when 701 then cast(x'610062' as text) when 702 then zeroblob(1048576) end as message,
      timestamp from (select id as i, 'f' || id as file_id, step_name, status, timestamp from long_logs)`);
    database.exec("update bad_logs set file_id = 'f249' where file_id = 'f250'");
    database.close();
    const { code, out } = await migrate('old.db', '--table', 'bad_logs', '--json');
    const lines = out.trim().split('\n');
    expect({ code, last: lines.at(-1) }).toEqual({
      code: 1,
      last: expect.stringContaining('"imported":997,"unchanged":0,"refused":0,"not_understood":5') as string,
    });
    const problems = lines.flatMap((line) => {
      const { file, problems: found = [] } = JSON.parse(line) as { file: string; problems?: { row: string; problem: string }[] };
      return found.map(({ row, problem }) => `${file} ${row}: ${problem}`);
    });
    expect(problems.sort()).toEqual([
      'f1003 ?: id is empty',
      'f249 249: another row has the same id',
      'f700 700: message is not in the encoding of the database',
      expect.stringMatching(/^f701 701: .*NUL/) as string,
      expect.stringMatching(/^f702 702: its texts are longer than 150000 bytes/) as string,
    ]);
  });

  it.each(['UTF-16le', 'UTF-16be'])('reads texts of a database in %s, or refuses it', async (encoding) => {
    const Writer = await ownSqlite();
    if (Writer === undefined) {
      const file = await open(join(folder, 'old.db'), 'r+');
      await file.write(Buffer.from([0, 0, 0, encoding === 'UTF-16le' ? 2 : 3]), 0, 4, 56);
      await file.close();
      const { code, err } = await migrate('old.db');
      expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining('old.db has its texts in UTF-16') as string });
      return;
    }
    const writer = new Writer(join(folder, 'wide.db'));
    writer.exec(`pragma encoding = '${encoding}'`);
    writer.exec(TABLE);
    writer.exec("insert into processing_logs values (1, 1, null, 'hash_file', 'success', 'Café 𝄞', null, '2024-01-15 10:00:00')");
    writer.close();
    expect(await migrate('wide.db')).toMatchObject({ code: 0 });
    expect(JSON.stringify([...server.items.values()])).toContain('Café 𝄞');
  });

  it('reads a write-ahead log, or refuses it with the way out', async () => {
    const Writer = await ownSqlite();
    if (Writer === undefined) {
      const file = await open(join(folder, 'old.db'), 'r+');
      await file.write(Buffer.from([2, 2]), 0, 2, 18);
      await file.close();
      const { code, err } = await migrate('old.db');
      expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining('write-ahead log (WAL)') as string });
      expect(err).toContain('Use Node 22.13 or later');
      expect(err).toContain('vacuum into');
      return;
    }
    const writer = new Writer(join(folder, 'old.db'));
    writer.exec('pragma journal_mode = wal');
    writer.exec("insert into processing_logs values (12, 9, null, 'extract_text', 'success', null, null, '2024-01-15 10:01:00')");
    const before = [await hashOf('old.db'), await hashOf('old.db-wal')];
    const { out } = await migrate('old.db', '--json', '--only', '9');
    expect(out).toContain('"commits":2');
    expect([await hashOf('old.db'), await hashOf('old.db-wal')]).toEqual(before);
    writer.close();
  });

  it('says that the file was changed meanwhile, unless SQLite locks it', async () => {
    const read = async (): Promise<number> => {
      let pages = 0;
      for await (const _ of readSqlite(join(folder, 'old.db'), 'old.db', 'long_logs')) {
        pages += 1;
        if (pages === 1) await appendFile(join(folder, 'old.db'), Buffer.alloc(4096));
      }
      return pages;
    };
    if ((await ownSqlite()) === undefined) await expect(read()).rejects.toThrow('old.db was changed while it was read');
    else expect(await read()).toBe(5);
  });

  it.each<[string, (path: string) => Promise<unknown>, string, string]>([
    ['no database', (path) => writeFile(path, 'x'.repeat(200)), 'processing_logs', 'old.db is no database of SQLite'],
    ['an empty file', (path) => writeFile(path, ''), 'processing_logs', 'old.db is no database of SQLite'],
    [
      'a journal of an interrupted change',
      (path) => writeFile(`${path}-journal`, 'x'),
      'processing_logs',
      'has a journal of an interrupted change',
    ],
    ['a missing table', () => Promise.resolve(), 'none', 'The database has no table none'],
    [
      'a damaged database',
      async (path) => writeFile(path, Buffer.concat([(await readFile(path)).subarray(0, 100), Buffer.alloc(50_000, 7)])),
      'processing_logs',
      'old.db cannot be read',
    ],
  ])('explains %s', async (_what, damage, table, message) => {
    await damage(join(folder, 'old.db'));
    const { code, err } = await migrate('old.db', '--table', table);
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining(message) as string });
    expect(server.requests).toHaveLength(0);
  });
});
