import { openAsBlob } from 'node:fs';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { STREAMS } from '@throughline/contracts';
import { startContainers, type Containers, type RunningContainer } from '#testing/containers.js';
import { startDeployedNats, type DeployedNatsServers } from '#testing/deployed-nats.js';
import { DATABASE, databaseUrl, OWNER_ROLE, PROJECTOR_ROLE } from '#src/postgres/database.js';
import { testProjectRoot } from '#testing/config.js';
import { startOwnPostgres, tempDir, until, type OwnPostgres, type TempDir } from '#testing/index.js';

const APPS = ['status-projector', 'ingest', 'processing', 'upload', 'gateway'] as const;

interface Item {
  readonly id: string;
  readonly status: string;
  readonly failed_reason: string | null;
}

/** Creates an administrator as hosted databases provide it: it may create roles and databases but is not a superuser. */
async function hostedAdmin(postgres: OwnPostgres, folder: TempDir): Promise<string> {
  const client = new pg.Client({ connectionString: postgres.url });
  await client.connect();
  await client.query(`create role hosted_admin login createrole createdb password 'hosted'`);
  await client.end();
  const file = join(folder.path, 'admin-url');
  await writeFile(file, `postgres://hosted_admin:hosted@127.0.0.1:${String(postgres.port)}/postgres\n`);
  return file;
}

const installations = [
  { what: 'one NATS server, as on one host', config: 'compose/nats.conf', copies: 1 },
  { what: 'three NATS servers, one of which is killed, as in a cluster', config: 'k8s/overlays/cluster/nats.conf', copies: 3 },
] as const;

describe.each(installations)('containers with $what', ({ config, copies }) => {
  let folder: TempDir;
  let postgres: OwnPostgres;
  let nats: DeployedNatsServers;
  let containers: Containers;
  const running = new Map<string, RunningContainer>();

  beforeAll(async () => {
    folder = await tempDir('tl-containers-e2e-');
    postgres = await startOwnPostgres();
    const database = `127.0.0.1:${String(postgres.port)}`;
    nats = await startDeployedNats(config, {
      secretsArgs: ['--postgres', database, '--postgres-admin', await hostedAdmin(postgres, folder)],
    });
    containers = await startContainers({
      secrets: nats.secrets.folder,
      addresses: { 'nats://nats:4222': nats.url },
      env: { TL_NATS_REPLICAS: String(copies) },
    });
  }, 180_000);
  afterAll(async () => {
    await containers.close();
    await nats.stop();
    await postgres.stop();
    await folder.remove();
  }, 90_000);

  const ask = async <T>(path: string, init: RequestInit = {}): Promise<T> => {
    const headers = { authorization: `Bearer ${nats.secrets.bootstrapToken}` };
    const answer = await fetch(`${running.get('gateway')?.url ?? ''}/api/v1${path}`, { ...init, headers });
    if (!answer.ok) throw new Error(`${path}: ${String(answer.status)} ${await answer.text()}`);
    return (await answer.json()) as T;
  };

  const setUp = async (): Promise<void> => {
    expect(await containers.run('setup')).toMatchObject({
      code: 0,
      stderr: '',
      stdout: expect.stringContaining('log and tables belong together') as string,
    });
  };

  it('are set up by one command that can be repeated', async () => {
    await setUp();
    const superuser = new pg.Client({ connectionString: databaseUrl(postgres.url, DATABASE) });
    await superuser.connect();
    // Earlier releases let the running service own its tables.
    await superuser.query(
      `reassign owned by ${OWNER_ROLE} to ${PROJECTOR_ROLE}; grant create on database ${DATABASE} to ${PROJECTOR_ROLE}`,
    );
    await setUp();
    const { rows } = await superuser.query('select tableowner as owner from pg_tables where schemaname = $1 group by 1', [
      'projection',
    ]);
    await superuser.end();
    expect(rows).toEqual([{ owner: OWNER_ROLE }]);
    const admin = await connect({ servers: nats.urls.slice(), user: 'admin', pass: nats.secrets.nats['admin'] ?? '' });
    const { config: stream } = await (await jetstreamManager(admin)).streams.info(STREAMS.events);
    await admin.close();
    expect(stream.num_replicas).toBe(copies);
  }, 180_000);

  it('become ready with the settings of compose, as a user who cannot change the code', async () => {
    for (const app of APPS) running.set(app, await containers.start(app));
    expect([...running.keys()]).toEqual(APPS);
    for (const path of ['package.json', 'apps/gateway/bundle/main.js', 'node_modules/new', 'apps/new'])
      expect((await containers.tryCommand('sh', ['-c', `echo x >> ${path}`])).code).not.toBe(0);
  }, 180_000);

  it('process a recording', async () => {
    const form = new FormData();
    form.set('run', 'true');
    form.set('language', 'en');
    form.set('file', await openAsBlob(join(testProjectRoot(), 'assets/short-talk.mp4')), 'short-talk.mp4');
    const { id } = await ask<Item>('/recordings', { method: 'POST', body: form });
    if (copies > 1) {
      await until(async () => (await ask<Item>(`/recordings/${id}`)).status !== 'INITIALIZED');
      await nats.kill(0);
    }
    const done = await until(
      async () => {
        const item = await ask<Item>(`/recordings/${id}`).catch(() => undefined);
        return item?.status === 'READY' || item?.failed_reason ? item : undefined;
      },
      { timeout: 180_000, interval: 200, what: 'the end of the recording' },
    );
    expect(done).toMatchObject({ status: 'READY', failed_reason: null });
    const delivered = await readdir(join(containers.dataDir, 'library'), { recursive: true });
    expect(delivered.some((name) => name.endsWith('.mp4'))).toBe(true);
    if (process.getuid?.() === 0) expect((await stat(join(containers.dataDir, 'library'))).uid).toBe(10_001);
  }, 240_000);

  it('rebuild the tables by a container of its own', async () => {
    expect(await containers.run('rebuild')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('"swapped":true') as string,
    });
    const recordings = await ask<{ items: readonly Item[] }>('/recordings');
    expect(recordings.items.map(({ status }) => status)).toEqual(['READY']);
  });

  it('keep all secrets out of their environment and their logs', async () => {
    const { nats: bus, bootstrapToken, masterKey, postgres: roles } = nats.secrets;
    const secrets = [...Object.values(bus), ...Object.values(roles), bootstrapToken, masterKey];
    for (const [app, { pid, log }] of running) {
      const shown = `${await readFile(`/proc/${String(pid)}/environ`, 'utf8').catch(() => '')}${await log()}`;
      expect({ app, secrets: secrets.filter((secret) => shown.includes(secret)) }).toEqual({ app, secrets: [] });
    }
  });
});
