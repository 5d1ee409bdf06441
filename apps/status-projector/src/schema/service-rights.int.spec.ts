import { MemoryEventStore } from '@throughline/event-store/testing';
import { freshDatabase, startPostgres, type FreshDatabase, type TestPostgres } from '@throughline/stack/testing';
import pg from 'pg';
import { recordingFold } from '../fold/recording-fold.js';
import { Projector } from '../project/projector.js';
import { rebuild } from '../rebuild/rebuild.js';
import { appendJourney, readyRecording } from '../testing/journeys.js';
import { createServiceRole, type ServiceRole } from '../testing/service-role.js';
import { migrate } from './migrate.js';

const REFUSED = '42501';
const LOGS = ['projection.audit_log', 'ops.ops_log'];
const STATE = ['projection.asset', 'projection.processing_step', 'projection.projection_checkpoint', 'projection.quarantine'];

/** The statements by which somebody could change the past with the rights of the service. */
const attacksOn = (log: string): readonly string[] => [
  `update ${log} set asset_id = null`,
  `delete from ${log}`,
  `truncate ${log}`,
  `alter table ${log} disable trigger all`,
  `drop trigger ${log.split('.')[1] ?? ''}_is_append_only on ${log}`,
  `drop table ${log} cascade`,
  `alter table ${log} rename to gone`,
  `alter table ${log} owner to current_user`,
  `create trigger mine before insert on ${log} for each row execute function suppress_redundant_updates_trigger()`,
];
const ATTACKS = [
  ...LOGS.flatMap(attacksOn),
  ...['projection', 'ops'].flatMap((schema) => [
    `create or replace function ${schema}.refuse_change() returns trigger language plpgsql as $$ begin return new; end $$`,
    `create table ${schema}.mine (id int)`,
    `alter schema ${schema} rename to gone`,
    `drop schema ${schema} cascade`,
  ]),
  ...STATE.flatMap((table) => [`truncate ${table}`, `alter table ${table} add column mine int`, `drop table ${table} cascade`]),
  'delete from projection.schema_migration',
  'create schema mine',
  'set session_replication_role = replica',
];

describe("the service's role", () => {
  let server: TestPostgres;
  let database: FreshDatabase;
  let superuser: pg.Pool;
  let service: ServiceRole;
  let owner: pg.Pool;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server.stop());
  beforeEach(async () => {
    database = await freshDatabase(server);
    superuser = new pg.Pool({ connectionString: database.url });
    service = await createServiceRole(superuser, database);
    // The owner is no superuser: a hosted database has none for it.
    const name = `owner_${database.name}`;
    await superuser.query(`create role ${name} login password 'owner'; grant create on database ${database.name} to ${name};
      grant ${service.name} to ${name}`);
    const url = new URL(database.url);
    [url.username, url.password] = [name, 'owner'];
    owner = new pg.Pool({ connectionString: url.href });
  });
  afterEach(async () => {
    await owner.end();
    await service.close();
    await superuser.query(`drop owned by owner_${database.name} cascade; drop role owner_${database.name}`);
    await superuser.end();
    await database.drop();
  });

  const expectOnlyServiceRights = async (schemas = ['projection']): Promise<void> => {
    const tablesOf = (tables: readonly string[]): string =>
      schemas.flatMap((schema) => tables.map((table) => table.replace('projection.', `${schema}.`))).join(' ');
    const { rows } = await superuser.query<{ right: string }>(
      `select format('%s %s', privilege_type, string_agg(table_schema || '.' || table_name, ' ' order by table_schema desc, table_name)) as right
       from information_schema.table_privileges
       where grantee = $1 and privilege_type <> 'SELECT' group by privilege_type order by privilege_type`,
      [service.name],
    );
    expect(rows.map(({ right }) => right)).toEqual([
      `DELETE ${tablesOf(STATE)}`,
      `INSERT ${tablesOf([...STATE, 'projection.audit_log'].sort())} ops.drift_pass ops.ops_log`,
      `UPDATE ${tablesOf(STATE)} ops.drift_pass`,
    ]);
    for (const sql of ATTACKS) expect({ sql, outcome: await outcomeOf(sql) }).toEqual({ sql, outcome: REFUSED });
  };
  const outcomeOf = async (sql: string): Promise<unknown> =>
    service.pool.query(sql).then(
      () => 'done',
      (error: unknown) => (error as { code?: unknown }).code,
    );

  it('can neither change the logs nor switch off what protects them, nor change the tables', async () => {
    await migrate(owner, service.name);
    await expectOnlyServiceRights();
    // Migrations run at every start.
    await migrate(owner, service.name);
    await expectOnlyServiceRights();
  });

  it('has the same rights after a rebuild, and projects on', async () => {
    await migrate(owner, service.name);
    const store = new MemoryEventStore({ partitions: 1 });
    await appendJourney(store, readyRecording());
    const { signal } = new AbortController();
    const options = { pool: owner, store, fold: recordingFold, signal, dryRun: false, maxEvents: 100, settleMs: 0 };
    expect(await rebuild(options)).toMatchObject({ swapped: true, assets: 1 });
    // It removes erased items from the previous tables too, and works on them after an undo.
    await expectOnlyServiceRights(['projection_old', 'projection']);
    for (const sql of attacksOn('projection_old.audit_log'))
      expect({ sql, outcome: await outcomeOf(sql) }).toEqual({ sql, outcome: REFUSED });
    expect(await rebuild({ ...options, undo: true })).toMatchObject({ swapped: true });
    await expectOnlyServiceRights(['projection_old', 'projection']);
    expect((await service.pool.query('select from projection.asset')).rowCount).toBe(1);
  });

  it('gets its rights on replaced tables too if an operator gives it its tables only after the rebuild', async () => {
    await superuser.query(`grant create on database ${database.name} to ${service.name}`);
    await migrate(service.pool);
    const store = new MemoryEventStore({ partitions: 1 });
    await appendJourney(store, readyRecording());
    const { signal } = new AbortController();
    const options = { pool: service.pool, store, fold: recordingFold, signal, dryRun: false, maxEvents: 100 };
    await rebuild({ ...options, settleMs: 0 });
    await superuser.query(`revoke create on database ${database.name} from ${service.name}`);
    await migrate(owner, service.name);
    await expectOnlyServiceRights(['projection_old', 'projection']);
    expect(await outcomeOf('delete from projection_old.asset')).toBe('done');
  });

  it('loses the ownership of tables that it created in an earlier release, while its projector runs on', async () => {
    await superuser.query(`grant create on database ${database.name} to ${service.name};
      alter default privileges for role ${service.name} grant select on tables to ${service.name}`);
    await migrate(service.pool);
    expect(await outcomeOf('begin; alter table projection.audit_log disable trigger all; rollback')).toBe('done');
    const store = new MemoryEventStore({ partitions: 2 });
    const first = readyRecording();
    await appendJourney(store, first);
    const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
    const projector = new Projector({
      pool: service.pool,
      store,
      fold: recordingFold,
      maxEvents: 3,
      cacheSize: 10,
      log,
      onWritten: () => Promise.resolve(),
    });
    projector.start();
    try {
      const writing = (async () => {
        for (let count = 0; count < 30; count += 1) await appendJourney(store, readyRecording());
      })();
      await superuser.query(`revoke create on database ${database.name} from ${service.name}`);
      await Promise.all([migrate(owner, service.name), writing]);
      await expectOnlyServiceRights();
    } finally {
      await projector.stop();
    }
    expect(projector.health()).toEqual({ ok: true });
    // Nothing is left to take over.
    await migrate(owner, service.name);
    await expectOnlyServiceRights();
  });
});
