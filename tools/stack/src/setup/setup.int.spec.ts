import { join } from 'node:path';
import pg from 'pg';
import { testDepth } from '@throughline/contracts/testing';
import { DATABASE, databaseUrl, GATEWAY_ROLE, OWNER_ROLE, PROJECTOR_ROLE } from '../postgres/database.js';
import { SEARCH_ROLE } from '../postgres/search-schema.js';
import { freePort } from '../processes/ports.js';
import { tryCommand, type CommandResult } from '../processes/run-command.js';
import { messageOf } from '../problem.js';
import { readSetupConfig } from './config.js';
import { setUp } from './setup.js';
import { testConfig, testProjectRoot } from '#testing/config.js';
import { startDeployedNats, type DeployedNatsServers } from '#testing/deployed-nats.js';
import { startOwnPostgres, type OwnPostgres } from '#testing/postgres.js';

describe('the setup command', () => {
  let nats: DeployedNatsServers;
  let postgres: OwnPostgres;
  let first: CommandResult;
  beforeAll(async () => {
    [nats, postgres] = await Promise.all([startDeployedNats('compose/nats.conf'), startOwnPostgres()]);
    first = await run();
  }, 90_000);
  afterAll(async () => {
    await nats.stop();
    await postgres.stop();
  });

  const roleUrl = (role: string, password: string): string =>
    `postgres://${role}:${password}@127.0.0.1:${String(postgres.port)}/throughline`;
  type Changes = Readonly<Record<string, string>>;
  const envWith = (changes: Changes): NodeJS.ProcessEnv => ({
    PATH: testConfig().env['PATH'],
    TL_NATS_URL: nats.url,
    TL_NATS_PASSWORD_FILE: join(nats.secrets.folder, 'nats_admin_password'),
    TL_POSTGRES_ADMIN_URL: postgres.url,
    TL_POSTGRES_GATEWAY_URL: roleUrl(GATEWAY_ROLE, 'one'),
    TL_POSTGRES_PROJECTOR_URL: roleUrl(PROJECTOR_ROLE, 'two'),
    TL_POSTGRES_OWNER_URL: roleUrl(OWNER_ROLE, 'three'),
    TL_POSTGRES_SEARCH_URL: roleUrl(SEARCH_ROLE, 'four'),
    TL_SETUP_WAIT_MS: '60000',
    ...changes,
  });
  const run = (changes: Changes = {}): Promise<CommandResult> =>
    tryCommand(process.execPath, [join(testProjectRoot(), 'tools/stack/bundle/setup.main.js')], {
      env: envWith(changes),
      timeoutMs: 60_000,
    });
  /** Does in this process what the command does. Returns its output, and its problem if it has failed. */
  const setUpHere = async (changes: Changes): Promise<{ readonly stdout: string; readonly problem?: string }> => {
    const lines: string[] = [];
    try {
      await setUp(readSetupConfig(envWith(changes)), testProjectRoot(), (line) => lines.push(line));
      return { stdout: lines.join('\n') };
    } catch (error) {
      return { stdout: lines.join('\n'), problem: messageOf(error) };
    }
  };

  it('gives the database roles the passwords of the services, also after a change', async () => {
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(await setUpHere({ TL_POSTGRES_GATEWAY_URL: roleUrl(GATEWAY_ROLE, 'changed') })).not.toHaveProperty('problem');
    const client = new pg.Client({ connectionString: roleUrl(GATEWAY_ROLE, 'changed') });
    await client.connect();
    const { rows } = await client.query<{ who: string }>('select current_user as who');
    await client.end();
    expect(rows).toEqual([{ who: GATEWAY_ROLE }]);
  });

  it("leaves the database alone without an administrator's address", async () => {
    expect(await setUpHere({ TL_POSTGRES_ADMIN_URL: '' })).toEqual({
      stdout: expect.stringContaining('are unchanged') as string,
    });
  });

  it('migrates the tables without an administrator too, and says which role it needs', async () => {
    const { stdout, problem } = await setUpHere({
      TL_POSTGRES_ADMIN_URL: '',
      TL_POSTGRES_OWNER_URL: roleUrl(OWNER_ROLE, 'guess'),
    });
    expect(stdout).not.toContain('the tables are ready');
    expect(problem).toContain('the database refuses tl_projection_owner, the owner of the tables');
    expect(`${stdout}${problem ?? ''}`).not.toContain('guess');
    expect(await setUpHere({ TL_POSTGRES_ADMIN_URL: '' })).toEqual({
      stdout: expect.stringContaining('the tables are ready') as string,
    });
  });

  const ownersIn = async (client: pg.Client): Promise<string[]> => {
    const { rows } = await client.query<{ owner: string }>(
      `select distinct pg_get_userbyid(relowner) as owner from pg_class where relnamespace in ('projection'::regnamespace, 'ops'::regnamespace)`,
    );
    return rows.map(({ owner }) => owner);
  };

  it('takes the tables of an earlier release from the projector, also after a return to that release', async () => {
    const admin = new pg.Client({ connectionString: databaseUrl(postgres.url, DATABASE) });
    await admin.connect();
    try {
      // Earlier releases left this state.
      await admin.query(`grant create on database ${DATABASE} to ${PROJECTOR_ROLE};
        reassign owned by ${OWNER_ROLE} to ${PROJECTOR_ROLE}; revoke ${PROJECTOR_ROLE} from ${OWNER_ROLE}`);
      expect(await ownersIn(admin)).toEqual([PROJECTOR_ROLE]);
      expect(await run()).toMatchObject({ code: 0, stderr: '' });
      expect(await ownersIn(admin)).toEqual([OWNER_ROLE]);
      // The statement of docs/containers.md, and what an earlier release does then.
      await admin.query(`revoke ${PROJECTOR_ROLE} from ${OWNER_ROLE}; grant ${OWNER_ROLE} to ${PROJECTOR_ROLE}`);
      await admin.query(`grant create on database ${DATABASE} to ${PROJECTOR_ROLE}`);
      const earlier = new pg.Client({ connectionString: roleUrl(PROJECTOR_ROLE, 'two') });
      await earlier.connect();
      await earlier.query(`create schema if not exists projection; create table if not exists projection.schema_migration (id text);
        create table projection.of_that_release (id int)`);
      await earlier.end();
      expect(await run()).toMatchObject({ code: 0, stderr: '' });
      const { rows } = await admin.query(
        `select pg_has_role($1, $2, 'member') as member, has_database_privilege($1, $3, 'create') as create`,
        [PROJECTOR_ROLE, OWNER_ROLE, DATABASE],
      );
      expect(rows).toEqual([{ member: false, create: false }]);
      expect(await ownersIn(admin)).toEqual([OWNER_ROLE]);
    } finally {
      await admin.end();
    }
  });

  it('waits for an unreachable server and names it', async () => {
    const away = `127.0.0.1:${String(await freePort())}`;
    expect(await setUpHere({ TL_NATS_URL: `nats://${away}`, TL_SETUP_WAIT_MS: '1000' })).toEqual({
      stdout: expect.stringContaining('waiting for NATS') as string,
      problem: expect.stringContaining('NATS did not answer within 1 s') as string,
    });
    expect(
      await setUpHere({ TL_POSTGRES_ADMIN_URL: `postgres://postgres:x@${away}/postgres`, TL_SETUP_WAIT_MS: '1000' }),
    ).toMatchObject({
      problem: expect.stringContaining('PostgreSQL did not answer within 1 s') as string,
    });
  });

  it.each([
    ['a wrong NATS password', { TL_NATS_PASSWORD_FILE: '', TL_NATS_PASSWORD: 'guess' }, 'guess'],
    ['more copies than servers', { TL_NATS_REPLICAS: '3' }, undefined],
  ])('does not wait for a permanent error: %s', async (_, changes, secret) => {
    const { code, stdout, stderr } = await run({ ...changes, TL_SETUP_WAIT_MS: '3600000' });
    expect({ code, waits: stdout.includes('waiting') }).toEqual({ code: 1, waits: false });
    expect(stderr).toMatch(/^setup: \S/);
    if (secret !== undefined) expect(`${stdout}${stderr}`).not.toContain(secret);
  });

  const refused: readonly [Readonly<Record<string, string>>, string][] = [
    [{ TL_NATS_REPLICAS: '2' }, 'TL_NATS_REPLICAS must be 1, 3 or 5'],
    [
      { TL_POSTGRES_GATEWAY_URL: 'postgres://someone:secret-x@127.0.0.1/throughline' },
      'TL_POSTGRES_GATEWAY_URL must name the role tl_gateway',
    ],
    [
      { TL_POSTGRES_OWNER_URL: 'postgres://tl_projector:secret-x@127.0.0.1/throughline' },
      'TL_POSTGRES_OWNER_URL must name the role tl_projection_owner',
    ],
    [{ TL_POSTGRES_PROJECTOR_URL: 'nonsense secret-x' }, 'TL_POSTGRES_PROJECTOR_URL is not an address'],
    [{ TL_POSTGRES_PROJECTOR_URL: 'postgres://tl_projector@127.0.0.1/throughline' }, 'TL_POSTGRES_PROJECTOR_URL has no password'],
  ];
  it.each(testDepth.samples(refused))('refuses %j', async (changes, problem) => {
    const { code, stderr } = await run(changes);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(problem) as string });
    expect(stderr).not.toContain('secret-x');
  });
});
