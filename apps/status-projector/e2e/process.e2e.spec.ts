import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { Journey, STAGES, aConfig } from '@throughline/domain/testing';
import { aCommit } from '@throughline/contracts/testing';
import { newAssetId } from '@throughline/contracts';
import { JetStreamDataKeys, JetStreamEventStore, ensureEventStreams } from '@throughline/event-store';
import { freshDatabase, startNats, startOwnPostgres, tempDir, until } from '@throughline/stack/testing';
import type { FreshDatabase, OwnPostgres, TempDir, TestNats } from '@throughline/stack/testing';
import pg from 'pg';

const masterKey = randomBytes(32);
const built = (file: string): string => fileURLToPath(new URL(`../bundle/${file}`, import.meta.url));

interface ProcessExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

describe('the projector as a process', () => {
  let server: OwnPostgres;
  let database: FreshDatabase;
  let pool: pg.Pool;
  let nats: TestNats;
  let admin: NatsConnection;
  let keys: JetStreamDataKeys;
  let log: JetStreamEventStore;
  let folder: TempDir;
  const running = new Set<ChildProcess>();

  beforeAll(async () => {
    server = await startOwnPostgres();
    nats = await startNats();
    admin = await connect({ servers: nats.url });
    await ensureEventStreams(admin, { partitions: 2 });
    keys = new JetStreamDataKeys(admin, { masterKey });
    log = await JetStreamEventStore.open(admin, { keys });
    database = await freshDatabase(server);
    pool = new pg.Pool({ connectionString: database.url });
    // A killed server breaks idle connections.
    pool.on('error', () => undefined);
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
  const waitForExit = async (child: ChildProcess): Promise<ProcessExit> => {
    const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
    return { code, signal };
  };
  const command = async (
    ...args: string[]
  ): Promise<{ code: number | null; report: Record<string, unknown>; stderr: string }> => {
    const child = start('rebuild.main.js', args);
    let [out, stderr] = ['', ''];
    child.stdout?.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    const [code] = (await once(child, 'close')) as [number | null];
    return { code, report: out === '' ? {} : (JSON.parse(out) as Record<string, unknown>), stderr };
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
    let stderr = '';
    child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    expect(await once(child, 'close')).toEqual([1, null]);
    expect(stderr).toContain('docker compose up setup');
    expect(await command('verify')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('docker compose up setup') as string,
    });
    const migrated = start('migrate.main.js');
    expect(await waitForExit(migrated)).toEqual({ code: 0, signal: null });
  });

  it.each(['projector.before-commit', 'projector.after-commit'])(
    'records every event once after it is killed at %s and restarted',
    async (place) => {
      const env = { TL_FAILPOINT: `${place}=kill`, TL_FAILPOINT_DIR: folder.path };
      const journey = await record();
      expect(await waitForExit(start('main.js', [], env))).toEqual({ code: null, signal: 'SIGKILL' });
      const again = start('main.js', [], env);
      const next = await record();
      await until(async () => (await isReady(journey)) && (await isReady(next)), { what: 'both READY recordings' });
      const { rows } = await pool.query(`select count(*)::int as events from projection.audit_log where asset_id = $1`, [
        journey.assetId,
      ]);
      expect(rows).toEqual([{ events: journey.events.length }]);
      again.kill('SIGTERM');
      expect(await waitForExit(again)).toEqual({ code: 0, signal: null });
    },
    60_000,
  );

  it('exits at once with the reason if its master key does not match the log', async () => {
    await keys.create(newAssetId());
    const wrong = randomBytes(32).toString('hex');
    const child = start('main.js', [], { TL_MASTER_KEY: wrong });
    let stderr = '';
    child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    expect(await once(child, 'close')).toEqual([1, null]);
    expect(stderr).toContain('The master key is not the one that the data keys of this log were made with');
    expect(stderr).not.toContain(wrong);
  });

  it('verifies and rebuilds by command while it runs, and prints the result as JSON', async () => {
    const service = start('main.js');
    const journey = await record();
    await until(() => isReady(journey), { what: 'the READY recording' });
    expect(await command('verify')).toMatchObject({ code: 0, report: { count: 0, swapped: false, notCompared: [] } });

    const falsifyRow = () => pool.query(`update projection.asset set status = 'EXPIRED' where asset_id = $1`, [journey.assetId]);
    await falsifyRow();
    expect(await command('verify', journey.assetId)).toMatchObject({
      code: 1,
      report: { status: { stored: 'EXPIRED', rebuilt: 'READY' }, repaired: false },
    });
    expect(await command('verify', '--repair')).toMatchObject({ code: 0, report: { count: 1, repaired: 1, notRepaired: [] } });
    expect(await isReady(journey)).toBe(true);
    await falsifyRow();
    expect(await command('verify', journey.assetId, '--repair')).toMatchObject({ code: 0, report: { repaired: true } });
    expect(await command('verify', journey.assetId)).toMatchObject({ code: 0, report: { differences: {} } });
    expect(await command('verify', newAssetId())).toMatchObject({ code: 1, report: { found: false } });
    expect(await command('verify', 'ffffffff')).toMatchObject({ code: 3, report: {} });

    await falsifyRow();
    const found = await command('verify');
    expect(found).toMatchObject({ code: 1, report: { count: 1, swapped: false } });
    expect(await isReady(journey)).toBe(false);

    const rebuilt = await command('rebuild');
    expect(rebuilt).toMatchObject({ code: 0, report: { count: 1, swapped: true } });
    expect(rebuilt.stderr).toContain('swapping');
    expect(await isReady(journey)).toBe(true);

    const next = await record();
    await until(() => isReady(next), { what: 'the recording after the swap' });
    for (const wrong of [
      ['rebuld'],
      ['rebuild', '--repair'],
      ['verify', '--dry-run'],
      ['verify', 'a', 'b'],
      ['rebuild', 'a'],
      ['rebuild', '--again'],
    ])
      expect(await command(...wrong)).toMatchObject({ code: 2, report: {} });
    service.kill('SIGTERM');
    expect(await waitForExit(service)).toEqual({ code: 0, signal: null });
  }, 90_000);

  describe('a rebuild that is interrupted', () => {
    const schemas = async (): Promise<readonly string[]> => {
      const { rows } = await pool.query<{ nspname: string }>(
        `select nspname from pg_namespace where nspname like 'projection%' order by nspname`,
      );
      return rows.map(({ nspname }) => nspname);
    };
    const contents = async (): Promise<unknown> =>
      (
        await pool.query(`select (select jsonb_agg(to_jsonb(a) - 'written_in' order by asset_id) from projection.asset a) as assets,
          (select jsonb_agg(to_jsonb(s) order by asset_id, step) from projection.processing_step s) as steps,
          (select count(*) from projection.audit_log) as audit`)
      ).rows;
    let service: ChildProcess;
    beforeAll(async () => {
      service = start('main.js');
      const journey = await record();
      await until(() => isReady(journey), { what: 'the READY recording' });
    }, 60_000);
    afterAll(async () => {
      service.kill('SIGTERM');
      await waitForExit(service);
    });

    const expectRightEnd = async (before: unknown, words = ['rebuild']): Promise<void> => {
      expect(await contents()).toEqual(before);
      expect(await command(...words)).toMatchObject({ code: 0, report: { count: 0, notCompared: [], swapped: true } });
      expect(await contents()).toEqual(before);
      expect(await schemas()).toEqual(['projection', 'projection_old']);
      const next = await record();
      await until(() => isReady(next), { what: 'a recording after the rebuild' });
      expect(await command('verify')).toMatchObject({ code: 0, report: { count: 0, notCompared: [] } });
    };
    const atPoint = (words: readonly string[], point: string, action: string, mark: string): ChildProcess =>
      start('rebuild.main.js', words, { TL_FAILPOINT: `rebuild.${point}=${action}`, TL_FAILPOINT_DIR: `${folder.path}/${mark}` });

    it.each(['filled', 'compared', 'old-dropped', 'before-commit', 'swapped'])(
      'by kill -9 at %s changes no row, and ends right when it is repeated',
      async (point) => {
        await mkdir(`${folder.path}/kill-${point}`);
        const before = await contents();
        expect(await waitForExit(atPoint(['rebuild'], point, 'kill', `kill-${point}`))).toEqual({
          code: null,
          signal: 'SIGKILL',
        });
        await expectRightEnd(before);
      },
      90_000,
    );

    describe('while it returns to the replaced tables', () => {
      const markedSchemas = async (): Promise<unknown[]> =>
        (await pool.query<{ schemaname: string }>(`select schemaname from pg_tables where tablename = 'mark'`)).rows.map(
          ({ schemaname }) => schemaname,
        );
      const killUndo = async (point: string): Promise<unknown> => {
        await mkdir(`${folder.path}/undo-${point}`);
        expect(await command('rebuild')).toMatchObject({ code: 0 });
        await pool.query(`drop table if exists projection.mark, projection_old.mark; create table projection_old.mark (id int)`);
        const before = await contents();
        const killed = atPoint(['rebuild', '--undo'], point, 'kill', `undo-${point}`);
        expect(await waitForExit(killed)).toEqual({ code: null, signal: 'SIGKILL' });
        return before;
      };

      it.each(['compared', 'before-commit'])(
        'by kill -9 at %s changes no row, and ends right when it is repeated',
        async (point) => {
          const before = await killUndo(point);
          expect(await markedSchemas()).toEqual(['projection_old']);
          await expectRightEnd(before, ['rebuild', '--undo']);
          expect(await markedSchemas()).toEqual(['projection']);
        },
        90_000,
      );

      it('by kill -9 after the swap is not taken back when it is repeated, except on request', async () => {
        const before = await killUndo('swapped');
        expect(await markedSchemas()).toEqual(['projection']);
        const repeated = await command('rebuild', '--undo');
        expect(repeated.code).toBe(3);
        expect(repeated.stderr).toContain('--again');
        expect(await markedSchemas()).toEqual(['projection']);
        await expectRightEnd(before, ['rebuild', '--undo', '--again']);
        expect(await markedSchemas()).toEqual(['projection_old']);
      }, 90_000);
    });

    const isStopped = async ({ pid }: ChildProcess): Promise<boolean> =>
      / T /.test(await readFile(`/proc/${String(pid)}/stat`, 'utf8'));
    it.each([
      ['PostgreSQL', 'filled', () => server.kill(), () => server.restart()],
      ['PostgreSQL', 'before-commit', () => server.kill(), () => server.restart()],
      ['NATS', 'filled', () => nats.kill(), () => nats.restart()],
      ['NATS', 'old-dropped', () => nats.kill(), () => nats.restart()],
      [
        'the projector',
        'compared',
        async () => {
          service.kill('SIGKILL');
          await waitForExit(service);
        },
        () => {
          service = start('main.js');
          return Promise.resolve();
        },
      ],
    ] as const)(
      'by kill -9 of %s at %s changes no row, and ends right when it is repeated',
      async (who, point, kill, restart) => {
        const mark = `${who}-${point}`.replaceAll(' ', '-');
        await mkdir(`${folder.path}/${mark}`);
        const before = await contents();
        const interrupted = atPoint(['rebuild'], point, 'stop', mark);
        const exit = once(interrupted, 'exit');
        await until(() => isStopped(interrupted), { what: 'the stopped rebuild' });
        await kill();
        interrupted.kill('SIGCONT');
        await restart();
        await exit;
        await expectRightEnd(before);
      },
      120_000,
    );
  });
});
