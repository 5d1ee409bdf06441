import { freshDatabase, startPostgres, type FreshDatabase, type TestPostgres } from '@throughline/stack/testing';
import pg from 'pg';
import { createProjectionKeys, createProjectionSchema, migrate, prepareTables } from './migrate.js';
import { requireTables } from './require-tables.js';
import { inTransaction } from './transaction.js';

describe('the schema', () => {
  let server: TestPostgres;
  let database: FreshDatabase;
  let pool: pg.Pool;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(async () => {
    await server.stop();
  });
  beforeEach(async () => {
    database = await freshDatabase(server);
    pool = new pg.Pool({ connectionString: database.url });
  });
  afterEach(async () => {
    await pool.end();
    await database.drop();
  });

  it('is created once if several processes start at the same time', async () => {
    const outcomes = await Promise.all([migrate(pool), migrate(pool), migrate(pool)]);
    const applied = outcomes.map((outcome) => outcome.applied).filter((ids) => ids.length > 0);
    expect(applied).toEqual([
      [
        'projection/001-tables',
        'projection/002-whole-life',
        'projection/003-outputs',
        'projection/004-content',
        'projection/005-forecast-views',
        'projection/006-session-views',
        'projection/007-segment-views',
        'projection/008-document-views',
        'projection/009-needs-upgrade',
        'projection/010-commit-marks',
        'projection/011-review',
        'projection/012-rests-since',
        'projection/013-quota-views',
        'projection/014-written-in',
        'projection/015-waits-are-not-queued',
        'projection/016-imported',
        'projection/017-list-columns',
        'projection/018-unsure',
        'projection/036-facts-key',
        'projection/038-lz4',
        'projection/001-indexes',
        'projection/002-whole-life-indexes',
        'projection/003-outputs-indexes',
        'projection/004-erased-index',
        'projection/005-content-index',
        'projection/006-durations-index',
        'projection/007-session-indexes',
        'projection/008-document-indexes',
        'projection/009-channel-index',
        'projection/016-gone-index',
        'projection/017-template-index',
        'projection/018-review-and-tag-indexes',
        'projection/019-preferences-index',
        'projection/020-rest-index',
        'projection/021-quota-index',
        'projection/022-written-index',
        'projection/023-follow-ups-failed-index',
        'projection/024-quota-of-present-source',
        'projection/025-moved-index',
        'projection/026-quotas-without-imports',
        'projection/027-list-indexes',
        'projection/028-unreadable-index',
        'projection/029-unsure-index',
        'projection/030-document-log-without-previews',
        'projection/031-open-previews-index',
        'projection/032-draft-index',
        'projection/033-activity',
        'projection/034-document-rules',
        'projection/036-duplicate-indexes',
        'projection/037-activity-with-rules',
        'ops/001-ops-log',
        'ops/002-drift-pass',
      ],
    ]);
  });

  it('finds the items of a channel without reading other items', async () => {
    await migrate(pool);
    await pool.query(
      `insert into projection.asset
         (asset_id, owner, pipeline, status, failed, is_active, created_at, updated_at, revision, position, state, personal,
          fold_version, state_hash)
       select gen_random_uuid(), 'owner-1', 'audit-process', 'READY', false, false, now(), now(), n, n,
              case when n % 50 = 0 then jsonb_build_object('origin', jsonb_build_object('channel', n)) else '{}'::jsonb end,
              '{}'::jsonb, 2, 'hash'
       from generate_series(1, 5000) n`,
    );
    await pool.query('analyze projection.asset');
    const { rows } = await pool.query<{ 'QUERY PLAN': unknown }>(
      `explain (format json) select asset_id from projection.asset
       where owner = $1 and (state #>> '{origin,channel}') = $2 order by created_at, asset_id limit 20`,
      ['owner-1', '100'],
    );
    expect(JSON.stringify(rows)).toContain('"Index Name":"asset_by_channel"');
  });

  it('compresses the states with lz4 where the server has it', async () => {
    await migrate(pool);
    const { rows } = await pool.query<{ offered: boolean; used: boolean }>(
      `select exists (select from pg_settings where name = 'default_toast_compression' and 'lz4' = any (enumvals)) as offered,
              bool_and(attcompression = 'l') as used
       from pg_attribute where attrelid = 'projection.asset'::regclass and attname in ('state', 'personal')`,
    );
    expect(rows[0]?.used).toBe(rows[0]?.offered);
  });

  it('marks each row with the transaction that has written it', async () => {
    await migrate(pool);
    await pool.query(
      `insert into projection.asset
         (asset_id, owner, pipeline, status, failed, is_active, created_at, updated_at, revision, position, state, personal,
          fold_version, state_hash)
       select gen_random_uuid(), 'owner-1', 'recording', 'READY', false, false, now(), now(), n, n, '{}', '{}', 2, 'hash'
       from generate_series(1, 2) n`,
    );
    const marked = async (sql: string): Promise<readonly boolean[]> =>
      (await pool.query<{ isMarked: boolean }>(sql)).rows.map((row) => row.isMarked);
    const isOlder = `select written_in < pg_snapshot_xmax(pg_current_snapshot()) as "isMarked" from projection.asset`;
    expect(await marked(isOlder)).toEqual([true, true]);
    const changed = `update projection.asset set position = 3 where position = 1 returning written_in = pg_current_xact_id() as "isMarked"`;
    expect(await marked(changed)).toEqual([true]);
  });

  it.each([
    ['there are no tables', undefined, 'projection/001-tables'],
    [
      'a migration of the rows is missing',
      `delete from projection.schema_migration where id like '025%'`,
      'projection/025-moved-index',
    ],
    ['the operations log is missing', 'drop schema ops cascade', 'ops/001-ops-log'],
  ])('is required before the service starts, with the commands that create it: %s', async (_, change, first) => {
    if (change !== undefined) {
      await migrate(pool);
      await expect(requireTables(pool)).resolves.toBeUndefined();
      await pool.query(change);
    }
    const refused = requireTables(pool);
    await expect(refused).rejects.toMatchObject({ kind: 'older-schema', message: expect.stringContaining(first) as string });
    await expect(refused).rejects.toThrow(/npm start.*docker compose up setup.*Job `setup`.*migrate\.main\.js/);
  });

  it('is left alone by a release that does not know all of its migrations', async () => {
    await migrate(pool);
    await pool.query(`insert into projection.schema_migration (id) values ('999-from-the-future')`);
    const refusal = { kind: 'newer-schema', unknownMigration: '999-from-the-future' };
    await expect(migrate(pool)).rejects.toMatchObject(refusal);
    await expect(requireTables(pool)).rejects.toMatchObject(refusal);
  });

  it('has the same columns, constraints, indexes and views in a rebuild as in a running installation', async () => {
    await migrate(pool);
    await inTransaction(pool, (client) => createProjectionSchema(client, 'projection_rebuild', { indexes: false }));
    await createProjectionKeys(pool, 'projection_rebuild');
    await prepareTables(pool, 'projection_rebuild', 2);
    const shape = async (schema: string): Promise<unknown> => {
      const columns = await pool.query(
        `select table_name, column_name, data_type, is_nullable, column_default from information_schema.columns
         where table_schema = $1 order by table_name, ordinal_position`,
        [schema],
      );
      const indexes = await pool.query(
        `select replace(indexdef, $1 || '.', '') as definition from pg_indexes where schemaname = $1 order by indexname`,
        [schema],
      );
      const triggers = await pool.query(
        `select trigger_name, event_manipulation, event_object_table from information_schema.triggers where trigger_schema = $1 order by 1, 2`,
        [schema],
      );
      const constraints = await pool.query(
        `select conname, contype, pg_get_constraintdef(oid) as definition from pg_constraint
         where connamespace = $1::regnamespace order by conname`,
        [schema],
      );
      const stored = await pool.query(
        `select c.relname, a.attname, a.attstorage, a.attcompression from pg_attribute a join pg_class c on c.oid = a.attrelid
         where c.relnamespace = $1::regnamespace and c.relkind = 'r' and a.attnum > 0 order by c.relname, a.attnum`,
        [schema],
      );
      const views = await pool.query(
        `select viewname, replace(definition, $1 || '.', '') as definition from pg_views where schemaname = $1 order by viewname`,
        [schema],
      );
      const migrations = await pool.query(`select id from ${schema}.schema_migration order by id`);
      const all = [columns, indexes, triggers, constraints, stored, views, migrations];
      expect(all.map(({ rows }) => rows.length)).not.toContain(0);
      return all.map(({ rows }) => rows as unknown[]);
    };
    expect(await shape('projection_rebuild')).toEqual(await shape('projection'));
  });

  it.each(['update ops.ops_log set kind = $$x$$', 'delete from ops.ops_log', 'truncate ops.ops_log'])(
    'keeps the operations log: %s is refused',
    async (sql) => {
      await migrate(pool);
      await pool.query(`insert into ops.ops_log (kind, detail) values ('spec', '{}')`);
      await expect(pool.query(sql)).rejects.toMatchObject({ code: 'TL001' });
    },
  );
});
