import { join } from 'node:path';
import pg from 'pg';
import { GATEWAY_ROLE, PROJECTOR_ROLE } from '../postgres/database.js';
import { freePort } from '../processes/ports.js';
import { tryCommand, type CommandResult } from '../processes/run-command.js';
import { testConfig, testProjectRoot } from '#testing/config.js';
import { startDeployedNats, type DeployedNatsServers } from '#testing/deployed-nats.js';
import { startOwnPostgres, type OwnPostgres } from '#testing/postgres.js';

describe('the setup command', () => {
  let nats: DeployedNatsServers;
  let postgres: OwnPostgres;
  beforeAll(async () => {
    [nats, postgres] = await Promise.all([startDeployedNats('compose/nats.conf'), startOwnPostgres()]);
  }, 90_000);
  afterAll(async () => {
    await nats.stop();
    await postgres.stop();
  });

  const roleUrl = (role: string, password: string): string =>
    `postgres://${role}:${password}@127.0.0.1:${String(postgres.port)}/throughline`;
  const run = (changes: Readonly<Record<string, string>> = {}): Promise<CommandResult> =>
    tryCommand(process.execPath, [join(testProjectRoot(), 'tools/stack/bundle/setup.main.js')], {
      env: {
        PATH: testConfig().env['PATH'],
        TL_NATS_URL: nats.url,
        TL_NATS_PASSWORD_FILE: join(nats.secrets.folder, 'nats_admin_password'),
        TL_POSTGRES_ADMIN_URL: postgres.url,
        TL_POSTGRES_GATEWAY_URL: roleUrl(GATEWAY_ROLE, 'one'),
        TL_POSTGRES_PROJECTOR_URL: roleUrl(PROJECTOR_ROLE, 'two'),
        TL_SETUP_WAIT_MS: '60000',
        ...changes,
      },
      timeoutMs: 60_000,
    });

  it('gives the database roles the passwords of the services, also after a change', async () => {
    expect(await run()).toMatchObject({ code: 0, stderr: '' });
    expect(await run({ TL_POSTGRES_GATEWAY_URL: roleUrl(GATEWAY_ROLE, 'changed') })).toMatchObject({ code: 0 });
    const client = new pg.Client({ connectionString: roleUrl(GATEWAY_ROLE, 'changed') });
    await client.connect();
    const { rows } = await client.query<{ who: string }>('select current_user as who');
    await client.end();
    expect(rows).toEqual([{ who: GATEWAY_ROLE }]);
  });

  it("leaves the database alone without an administrator's address", async () => {
    await run();
    const { code, stdout } = await run({ TL_POSTGRES_ADMIN_URL: '' });
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining('are unchanged') as string });
  });

  it('waits for an unreachable server and names it', async () => {
    const away = `127.0.0.1:${String(await freePort())}`;
    expect(await run({ TL_NATS_URL: `nats://${away}`, TL_SETUP_WAIT_MS: '1000' })).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('waiting for NATS') as string,
      stderr: expect.stringContaining('NATS did not answer within 1 s') as string,
    });
    expect(
      await run({ TL_POSTGRES_ADMIN_URL: `postgres://postgres:x@${away}/postgres`, TL_SETUP_WAIT_MS: '1000' }),
    ).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('PostgreSQL did not answer within 1 s') as string,
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

  it.each([
    [{ TL_NATS_REPLICAS: '2' }, 'TL_NATS_REPLICAS must be 1, 3 or 5'],
    [
      { TL_POSTGRES_GATEWAY_URL: 'postgres://someone:secret-x@127.0.0.1/throughline' },
      'TL_POSTGRES_GATEWAY_URL must name the role tl_gateway',
    ],
    [{ TL_POSTGRES_PROJECTOR_URL: 'nonsense secret-x' }, 'TL_POSTGRES_PROJECTOR_URL is not an address'],
    [{ TL_POSTGRES_PROJECTOR_URL: 'postgres://tl_projector@127.0.0.1/throughline' }, 'TL_POSTGRES_PROJECTOR_URL has no password'],
  ])('refuses %j', async (changes, problem) => {
    const { code, stderr } = await run(changes);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(problem) as string });
    expect(stderr).not.toContain('secret-x');
  });
});
