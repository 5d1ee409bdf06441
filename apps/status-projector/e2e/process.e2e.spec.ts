import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { Journey, STAGES, aConfig } from '@throughline/domain/testing';
import { aCommit } from '@throughline/contracts/testing';
import { newAssetId } from '@throughline/contracts';
import { JetStreamDataKeys, JetStreamEventStore, ensureEventStreams } from '@throughline/event-store';
import { freshDatabase, startNats, startPostgres, tempDir, until } from '@throughline/stack/testing';
import type { FreshDatabase, TempDir, TestNats, TestPostgres } from '@throughline/stack/testing';
import pg from 'pg';

const masterKey = randomBytes(32);
const built = (file: string): string => fileURLToPath(new URL(`../bundle/${file}`, import.meta.url));

interface ProcessExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

describe('the projector as a process', () => {
  let server: TestPostgres;
  let database: FreshDatabase;
  let pool: pg.Pool;
  let nats: TestNats;
  let admin: NatsConnection;
  let keys: JetStreamDataKeys;
  let log: JetStreamEventStore;
  let folder: TempDir;
  const running = new Set<ChildProcess>();

  beforeAll(async () => {
    server = await startPostgres();
    nats = await startNats();
    admin = await connect({ servers: nats.url });
    await ensureEventStreams(admin, { partitions: 2 });
    keys = new JetStreamDataKeys(admin, { masterKey });
    log = await JetStreamEventStore.open(admin, { keys });
    database = await freshDatabase(server);
    pool = new pg.Pool({ connectionString: database.url });
    folder = await tempDir();
  });
  afterAll(async () => {
    for (const child of running) child.kill('SIGKILL');
    await pool.end();
    await database.drop();
    await folder.remove();
    await keys.close();
    await admin.close();
    await nats.stop();
    await server.stop();
  });

  const start = (file: string, args: readonly string[] = [], env: Readonly<Record<string, string>> = {}): ChildProcess => {
    const child = spawn(process.execPath, [built(file), ...args], {
      env: {
        PATH: '',
        TL_NATS_URL: nats.url,
        TL_POSTGRES_URL: database.url,
        TL_MASTER_KEY: masterKey.toString('hex'),
        TL_LOG_LEVEL: 'warn',
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    running.add(child);
    child.once('exit', () => running.delete(child));
    return child;
  };
  const ended = async (child: ChildProcess): Promise<ProcessExit> => {
    const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
    return { code, signal };
  };
  const command = async (...args: string[]): Promise<{ code: number | null; report: Record<string, unknown>; said: string }> => {
    const child = start('rebuild.main.js', args);
    let [out, said] = ['', ''];
    child.stdout?.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const [code] = (await once(child, 'close')) as [number | null];
    return { code, report: out === '' ? {} : (JSON.parse(out) as Record<string, unknown>), said };
  };
  const record = async (): Promise<Journey> => {
    const journey = new Journey(newAssetId()).register();
    journey.run(aConfig(['library']));
    journey.through('DOWNLOAD', ...STAGES, 'deliver:library');
    for (const { commit } of journey.commits)
      await log.append(journey.assetId, aCommit(commit.events, { at: commit.at }), await log.head(journey.assetId));
    return journey;
  };
  const isReady = async ({ assetId }: Journey): Promise<boolean> => {
    const { rows } = await pool.query<{ status: string }>(`select status from projection.asset where asset_id = $1`, [assetId]);
    return rows[0]?.status === 'READY';
  };

  it('exits with the commands that create its tables if they are missing', async () => {
    const child = start('main.js');
    let said = '';
    child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
    expect(await once(child, 'close')).toEqual([1, null]);
    expect(said).toContain('docker compose up setup');
    expect(await command('verify')).toMatchObject({
      code: 1,
      said: expect.stringContaining('docker compose up setup') as string,
    });
    const migrated = start('migrate.main.js');
    expect(await ended(migrated)).toEqual({ code: 0, signal: null });
  });

  it.each(['projector.before-commit', 'projector.after-commit'])(
    'records every event once after it is killed at %s and restarted',
    async (place) => {
      const env = { TL_FAILPOINT: `${place}=kill`, TL_FAILPOINT_DIR: folder.path };
      const journey = await record();
      expect(await ended(start('main.js', [], env))).toEqual({ code: null, signal: 'SIGKILL' });
      const again = start('main.js', [], env);
      const next = await record();
      await until(async () => (await isReady(journey)) && (await isReady(next)), { what: 'both READY recordings' });
      const { rows } = await pool.query(`select count(*)::int as events from projection.audit_log where asset_id = $1`, [
        journey.assetId,
      ]);
      expect(rows).toEqual([{ events: journey.events.length }]);
      again.kill('SIGTERM');
      expect(await ended(again)).toEqual({ code: 0, signal: null });
    },
    60_000,
  );

  it('exits at once with the reason if its master key does not match the log', async () => {
    await keys.create(newAssetId());
    const wrong = randomBytes(32).toString('hex');
    const child = start('main.js', [], { TL_MASTER_KEY: wrong });
    let said = '';
    child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
    expect(await once(child, 'close')).toEqual([1, null]);
    expect(said).toContain('The master key is not the one that the data keys of this log were made with');
    expect(said).not.toContain(wrong);
  });

  it('verifies and rebuilds by command while it runs, and prints the result as JSON', async () => {
    const service = start('main.js');
    const journey = await record();
    await until(() => isReady(journey), { what: 'the READY recording' });
    expect(await command('verify')).toMatchObject({ code: 0, report: { count: 0, swapped: false, notCompared: [] } });

    await pool.query(`update projection.asset set status = 'EXPIRED' where asset_id = $1`, [journey.assetId]);
    const found = await command('verify');
    expect(found).toMatchObject({ code: 1, report: { count: 1, swapped: false } });
    expect(await isReady(journey)).toBe(false);

    const rebuilt = await command('rebuild');
    expect(rebuilt).toMatchObject({ code: 0, report: { count: 1, swapped: true } });
    expect(rebuilt.said).toContain('swapping');
    expect(await isReady(journey)).toBe(true);

    const next = await record();
    await until(() => isReady(next), { what: 'the recording after the swap' });
    expect(await command('rebuld')).toMatchObject({ code: 2, report: {} });
    service.kill('SIGTERM');
    expect(await ended(service)).toEqual({ code: 0, signal: null });
  }, 90_000);
});
