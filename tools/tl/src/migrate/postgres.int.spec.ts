import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freshDatabase, tempDir, type FreshDatabase } from '@throughline/stack/testing';
import pg from 'pg';
import { FakeImports } from '#testing/fake-imports.js';
import { OLD_COLUMNS, oldRows, toCsv } from '#testing/old-log.js';

const TABLE = `create table processing_logs (id integer primary key, file_id integer, task_id varchar, step_name varchar,
  status varchar, message varchar, detail text, "timestamp" timestamp default now())`;

describe('tl migrate postgres', () => {
  let database: FreshDatabase;
  let client: pg.Client;
  let folder: Awaited<ReturnType<typeof tempDir>>;
  let server: FakeImports;
  beforeAll(async () => {
    [database, folder] = await Promise.all([freshDatabase(), tempDir('tl-migrate-postgres-')]);
    client = new pg.Client({ connectionString: database.url });
    await client.connect();
    await client.query(TABLE);
    for (const row of oldRows())
      await client.query(
        `insert into processing_logs values ($1, $2, $3, $4, $5, $6, $7, $8)`,
        OLD_COLUMNS.map((name) => row[name]),
      );
    await writeFile(join(folder.path, 'address'), `${database.url}\n`);
    await writeFile(join(folder.path, 'logs.csv'), toCsv(oldRows()));
  }, 60_000);
  beforeEach(async () => {
    server = await FakeImports.start();
  });
  afterEach(() => server.close());
  afterAll(async () => {
    await client.end();
    await database.drop();
    await folder.remove();
  });

  const migrate = (...args: readonly string[]) =>
    server.tl(folder.path, 'migrate', 'postgres', '--database-file', 'address', ...args);

  it('reads the same rows as from CSV, and changes none of them', async () => {
    expect(await server.tl(folder.path, 'migrate', 'logs.csv')).toMatchObject({ code: 0 });
    expect(await migrate('--json')).toMatchObject({
      code: 0,
      out: expect.stringContaining('"imported":0,"unchanged":3') as string,
    });
    const { rows } = await client.query('select *, "timestamp"::text as "timestamp" from processing_logs order by id');
    expect(rows).toEqual(oldRows());
  });

  it('loses no row of a table without a key whose rows share ids or have none', async () => {
    await client.query(`create table keyless_logs as select case g when 51 then 50 when 1003 then null else g end as id, 'f' || g as file_id,
      'hash_file' as step_name, 'success' as status, timestamp '2024-01-15 10:00:00' as "timestamp" from generate_series(1, 1003) g`);
    await client.query(`update keyless_logs set file_id = 'f50' where file_id = 'f51'`);
    const { code, out } = await migrate('--table', 'keyless_logs', '--json');
    expect({ code, out }).toEqual({
      code: 1,
      out: expect.stringContaining('"imported":1000,"unchanged":0,"refused":0,"not_understood":2') as string,
    });
    expect(out).toContain('"rows":1003');
    expect(out).toContain('another row has the same id');
    expect(out).toContain('id is empty');
  });

  it('reads every row of a long table once, with keys of every type, and times with a zone', async () => {
    await client.query(`create table long_logs as select md5(g::text)::uuid as id, 'f' || g % 50 as file_id, 'hash_file' as step_name,
      'success' as status, timestamptz '2024-01-15 10:00:00+02' + g * interval '1 second' as "timestamp" from generate_series(1, 1003) g`);
    await client.query('alter table long_logs add primary key (id)');
    expect(await migrate('--table', 'public.long_logs', '--json')).toMatchObject({
      code: 0,
      out: expect.stringContaining('"commits":1003,"rows":1003') as string,
    });
    expect(
      [...server.items.values()]
        .flat()
        .map(({ time }) => time)
        .sort()[0],
    ).toBe('2024-01-15T08:00:01.000Z');
  });

  it('cannot write, whatever the table is', async () => {
    await client.query(
      `create function write_more() returns integer language sql as 'insert into processing_logs (id) values (99) returning id'`,
    );
    await client.query(
      'create view trap as select write_more() as id, file_id, step_name, status, "timestamp" from processing_logs',
    );
    expect(await migrate('--table', 'trap')).toMatchObject({
      code: expect.any(Number) as number,
      err: expect.stringContaining('25006') as string,
    });
    expect((await client.query('select 1 from processing_logs where id = 99')).rowCount).toBe(0);
  });

  it.each<[string, string, string, string]>([
    ['a missing table', '', 'none', 'The database has no table none'],
    ['a table without the columns', '', 'pg_class', 'has no column id, file_id'],
    ['a password in the wrong form', 'postgres://me:se/cret@localhost/x', 'processing_logs', 'database'],
    ['another protocol', 'mysql://me:secret@localhost/x', 'processing_logs', 'does not begin with postgres://'],
    [
      'a database that is not there',
      'postgres://me:secret@127.0.0.1:1/x',
      'processing_logs',
      'The database does not answer (ECONNREFUSED)',
    ],
  ])('explains %s without its address', async (_what, address, table, message) => {
    await writeFile(join(folder.path, 'bad'), address === '' ? database.url : address);
    const { code, err } = await migrate('--database-file', 'bad', '--table', table);
    expect(err).toContain(message);
    expect(code).toBeGreaterThan(0);
    expect(err).not.toMatch(/se\/?cret/);
  });

  it('asks for the address if it has none', async () => {
    expect(await server.tl(folder.path, 'migrate', 'postgres')).toMatchObject({
      code: 2,
      err: expect.stringContaining('TL_MIGRATE_DATABASE') as string,
    });
  });
});
