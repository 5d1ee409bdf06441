import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { DATABASE, GATEWAY_ROLE, OWNER_ROLE, PROJECTOR_ROLE, roleUrl } from '#src/postgres/database.js';
import { postgresUrl } from '#src/postgres/postgres-process.js';
import { rebuildCommand } from '#src/services/rebuild-tables.js';
import { SERVICE_NAMES, rebuildEnvironment } from '#src/services/services.js';
import { DataFolder } from '#src/data-folder/data-folder.js';
import { tryCommand } from '#src/processes/run-command.js';
import { startRunner, type RunnerProcess } from '#testing/runner-process.js';
import { testConfig } from '#testing/config.js';

const START_MS = 150_000;
const REFUSED = '42501';
const APPEND_ONLY = 'TL001';
const CHANGES = ['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER'] as const;
const LOGS = ['projection.audit_log', 'ops.ops_log'];
const STATE = ['projection.asset', 'projection.processing_step', 'projection.projection_checkpoint', 'projection.quarantine'];

describe('database rights in a running stack', () => {
  let runner: RunnerProcess;
  let gateway: pg.Client;
  let projector: pg.Client;
  let owner: pg.Client;
  let superuser: pg.Client;

  const open = async (connectionString: string): Promise<pg.Client> => {
    const client = new pg.Client({ connectionString });
    await client.connect();
    return client;
  };
  beforeAll(async () => {
    runner = await startRunner(['--no-sample'], /Ctrl-C stops/);
    const { postgres } = await runner.secrets();
    const port = runner.ports.postgres;
    gateway = await open(roleUrl(port, GATEWAY_ROLE, postgres.gateway));
    projector = await open(roleUrl(port, PROJECTOR_ROLE, postgres.projector));
    owner = await open(roleUrl(port, OWNER_ROLE, postgres.projectionOwner));
    superuser = await open(postgresUrl(port, postgres.superuser, DATABASE));
    // One row of each kind: row triggers do not fire for a statement that matches no rows.
    await projector.query(
      `insert into projection.audit_log values (0, 0, gen_random_uuid(), 'o', 'c', 'T', null, 'S', false, 'm', '{}', 'system', 's', now(), now())`,
    );
  }, START_MS);
  afterAll(async () => {
    await Promise.all([gateway, projector, owner, superuser].map((client) => client.end()));
    await runner.remove();
  }, 60_000);

  const tablesOf = async (schema: string): Promise<string[]> => {
    const { rows } = await superuser.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname = $1 order by 1`,
      [schema],
    );
    return rows.map(({ name }) => name);
  };
  const privileges = async (role: string, tables: readonly string[], kinds: readonly string[]): Promise<string[]> => {
    const { rows } = await superuser.query<{ held: string }>(
      `select t || ' ' || k as held from unnest($2::text[]) t, unnest($3::text[]) k where has_table_privilege($1, t, k)`,
      [role, tables, kinds],
    );
    return rows.map(({ held }) => held);
  };
  const expectTheGatewayOnlyToRead = async (): Promise<void> => {
    const tables = await tablesOf('projection');
    expect(tables).toEqual(expect.arrayContaining(['projection.asset', 'projection.audit_log', 'projection.quarantine']));
    expect(await privileges(GATEWAY_ROLE, tables, CHANGES)).toEqual([]);
    expect(await privileges(GATEWAY_ROLE, tables, ['SELECT'])).toHaveLength(tables.length);
    for (const table of tables) {
      await expect(gateway.query(`select from ${table} limit 1`)).resolves.toBeDefined();
      for (const sql of [`delete from ${table}`, `truncate ${table}`, `drop table ${table}`, `alter table ${table} add x int`])
        await expect(gateway.query(sql)).rejects.toMatchObject({ code: REFUSED });
    }
    await expect(gateway.query('create table projection.mine (id int)')).rejects.toMatchObject({ code: REFUSED });
    await expect(gateway.query('drop schema projection cascade')).rejects.toMatchObject({ code: REFUSED });
  };

  const expectTheProjectorToOwnNothing = async (): Promise<void> => {
    const tables = [...(await tablesOf('projection')), ...(await tablesOf('ops'))];
    expect((await privileges(PROJECTOR_ROLE, tables, CHANGES)).sort()).toEqual(
      [
        ...STATE.flatMap((table) => ['DELETE', 'INSERT', 'UPDATE'].map((kind) => `${table} ${kind}`)),
        ...LOGS.map((log) => `${log} INSERT`),
        'ops.drift_pass INSERT',
        'ops.drift_pass UPDATE',
      ].sort(),
    );
    for (const log of LOGS)
      for (const sql of [
        `update ${log} set asset_id = asset_id`,
        `delete from ${log}`,
        `truncate ${log}`,
        `drop table ${log}`,
        `alter table ${log} disable trigger all`,
        `drop trigger ${log.split('.')[1] ?? ''}_is_append_only on ${log}`,
      ])
        await expect(projector.query(sql)).rejects.toMatchObject({ code: REFUSED });
    for (const sql of ['create schema mine', 'drop schema projection cascade', `set role ${OWNER_ROLE}`])
      await expect(projector.query(sql)).rejects.toMatchObject({ code: REFUSED });
  };

  it('let the gateway read every table of the projection and change none', () => expectTheGatewayOnlyToRead());

  it('let the running projector only add to the logs, and own nothing', () => expectTheProjectorToOwnNothing());

  it('give no service the password of the owner', async () => {
    const children = JSON.parse(await readFile(join(runner.dataDir, 'processes.json'), 'utf8')) as {
      name: string;
      pid: number;
    }[];
    const { postgres } = await runner.secrets();
    const services = children.filter(({ name }) => !['nats-server', 'postgres'].includes(name));
    expect(services.map(({ name }) => name)).toEqual(SERVICE_NAMES);
    for (const { name, pid } of services) {
      const environment = await readFile(`/proc/${String(pid)}/environ`, 'utf8').catch(() => '');
      expect({ name, isKnown: environment.includes(postgres.projectionOwner) }).toEqual({ name, isKnown: false });
    }
  });

  it('give both services no more after a rebuild than before it', async () => {
    const config = testConfig();
    const env = rebuildEnvironment({
      data: new DataFolder(runner.dataDir),
      secrets: await runner.secrets(),
      natsUrl: `nats://127.0.0.1:${String(runner.ports.nats)}`,
      postgresPort: runner.ports.postgres,
    });
    const swapped = await tryCommand(process.execPath, [rebuildCommand(config), 'rebuild'], { env: { ...config.env, ...env } });
    expect(swapped).toMatchObject({ code: 0, stdout: expect.stringContaining('"swapped":true') as string });
    await expectTheGatewayOnlyToRead();
    await expectTheProjectorToOwnNothing();
  });

  it("hide the gateway's tables from the projector", async () => {
    const tables = await tablesOf('control');
    expect(tables.length).toBeGreaterThanOrEqual(3);
    expect(await privileges(PROJECTOR_ROLE, tables, ['SELECT', ...CHANGES])).toEqual([]);
    for (const table of tables)
      for (const sql of [`select from ${table}`, `delete from ${table}`, `drop table ${table}`])
        await expect(projector.query(sql)).rejects.toMatchObject({ code: REFUSED });
    await expect(projector.query('create table control.mine (id int)')).rejects.toMatchObject({ code: REFUSED });
  });

  it('give no other role access to any of these tables', async () => {
    const { rows } = await superuser.query(
      `select grantee, table_schema, table_name, privilege_type from information_schema.role_table_grants
       where table_schema in ('projection', 'ops', 'control')
         and not (grantee in ($1, $2) and table_schema in ('projection', 'ops') or grantee = $3 and table_schema = 'control')
         and not (grantee = $3 and privilege_type = 'SELECT')`,
      [OWNER_ROLE, PROJECTOR_ROLE, GATEWAY_ROLE],
    );
    expect(rows).toEqual([]);
  });

  it.each([
    'update projection.audit_log set message = $$x$$',
    'delete from projection.audit_log',
    'truncate projection.audit_log',
  ])('refuse changes of the audit log to every role, even the owner of the tables: %s', async (sql) => {
    await expect(gateway.query(sql)).rejects.toMatchObject({ code: REFUSED });
    await expect(projector.query(sql)).rejects.toMatchObject({ code: REFUSED });
    await expect(owner.query(sql)).rejects.toMatchObject({ code: APPEND_ONLY });
    await expect(superuser.query(sql)).rejects.toMatchObject({ code: APPEND_ONLY });
  });

  it('let no service remove the trigger that protects the audit log', async () => {
    for (const sql of [
      'alter table projection.audit_log disable trigger all',
      'drop trigger audit_log_is_append_only on projection.audit_log',
      'create or replace function projection.refuse_change() returns trigger language plpgsql as $$ begin return new; end $$',
    ])
      for (const client of [gateway, projector]) await expect(client.query(sql)).rejects.toMatchObject({ code: REFUSED });
  });
});
