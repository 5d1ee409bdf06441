import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { jetstream } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { DEFAULT_PARTITIONS, eventSubject, newId, workSubject } from '@throughline/contracts';
import { SERVICE_NAMES } from '@throughline/stack';
import { startRunner, until, type RunnerProcess } from '@throughline/stack/testing';
import pg from 'pg';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const TL = join(ROOT, 'tools/tl/bin/tl.mjs');
const START_MS = 150_000;
const COMMAND_MS = 60_000;

/** Advisory lock that every projector transaction holds shared and a swap takes exclusively. */
const SWAP = [0x544c, 1];
/** Advisory lock that a rebuild or a verification holds until it ends. */
const REBUILD = [0x544c, 3];

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

interface Doctor {
  readonly tools: readonly { readonly id: string; readonly file_date: string }[];
  readonly processes: readonly { readonly name: string; readonly running: boolean }[];
}

const lengthOf = (data: unknown): number => (Array.isArray(data) ? data.length : -1);

describe('operator commands on a running stack', () => {
  let runner: RunnerProcess;
  let assetId: string;
  let owner: pg.Client;
  let admin: NatsConnection;

  const tl = (args: readonly string[], onTalk?: (child: ChildProcess, err: string) => void): Promise<Ended> =>
    new Promise((resolve, reject) => {
      const child = spawn(process.execPath, [TL, ...args], { env: runner.env, cwd: '/' });
      let [out, err] = ['', ''];
      child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
      child.stderr.on('data', (chunk: Buffer) => {
        err += chunk.toString();
        onTalk?.(child, err);
      });
      child.once('error', reject);
      child.once('close', (code) => {
        resolve({ code, out, err });
      });
    });
  const json = async (args: readonly string[]): Promise<{ code: number | null; data: unknown }> => {
    const { code, out } = await tl([...args, '--json']);
    return { code, data: JSON.parse(out) as unknown };
  };

  beforeAll(async () => {
    runner = await startRunner([join(ROOT, 'assets/short-talk.mp4'), '--language', 'en'], /is READY[\s\S]*Ctrl-C stops/);
    const { nats, postgres } = await runner.secrets();
    const { ports } = runner;
    owner = new pg.Client({
      connectionString: `postgres://tl_projector:${postgres.projector}@127.0.0.1:${String(ports.postgres)}/throughline`,
    });
    owner.on('error', () => undefined);
    await owner.connect();
    admin = await connect({ servers: `nats://127.0.0.1:${String(ports.nats)}`, user: 'admin', pass: nats.admin });
    const { rows } = await owner.query<{ asset_id: string }>('select asset_id from projection.asset');
    assetId = rows[0]?.asset_id ?? '';
  }, START_MS);
  afterAll(async () => {
    await owner.end();
    await admin.close();
    await runner.remove();
  }, COMMAND_MS);

  const statusOf = async (): Promise<unknown> =>
    (await owner.query<{ status: string }>('select status from projection.asset where asset_id = $1', [assetId])).rows[0]?.status;

  it(
    'doctor reports a healthy stack and its parts, without secrets',
    async () => {
      const { code, data } = await json(['doctor']);
      expect(code).toBe(0);
      expect(data).toMatchObject({
        healthy: true,
        problems: [],
        nats: { version: expect.stringMatching(/^2\.\d+/) as string, problem: null },
        postgres: { version: expect.stringMatching(/^\d+\.\d+/) as string, problem: null },
        gateway: { ready: true, problem: null },
        // A pass may not have ended yet. The gateway's rights suffice to know it.
        drift_pass: expect.objectContaining({}) as object,
      });
      const { tools, processes } = data as Doctor;
      expect(tools.map(({ id }) => id)).toEqual(expect.arrayContaining(['nats-server', 'postgres', 'ffmpeg', 'ffprobe']));
      for (const { file_date: date } of tools) expect(date).toMatch(/^\d{4}-\d\d-\d\d$/);
      expect(processes.filter(({ running }) => running).map(({ name }) => name)).toEqual([
        'nats-server',
        'postgres',
        ...SERVICE_NAMES,
      ]);
      const { out, err } = await tl(['doctor']);
      expect(out).toMatch(/stack\s+running \(pid \d+\)/);
      const secrets = await runner.secrets();
      for (const secret of [
        ...Object.values(secrets.nats),
        ...Object.values(secrets.postgres),
        secrets.masterKey,
        secrets.bootstrapToken,
      ])
        expect(`${JSON.stringify(data)}${out}${err}`).not.toContain(secret);
    },
    COMMAND_MS,
  );

  it(
    'verify finds no difference; after a manual change it names the row and fails; rebuild repairs the row',
    async () => {
      const agreed = await json(['verify']);
      expect(agreed).toMatchObject({
        code: 0,
        data: { assets: 1, difference_count: 0, swapped: false, partitions_not_compared: [] },
      });
      // Changes a row for a command. The projector repairs such a row within half a minute, so a second attempt changes it
      // again.
      const withChangedRow = <T>(command: () => Promise<T>): Promise<T> =>
        until(async () => {
          await owner.query(`update projection.asset set status = 'EXPIRED' where asset_id = $1`, [assetId]);
          const result = await command();
          return (await statusOf()) === 'EXPIRED' ? result : undefined;
        });
      expect(await withChangedRow(() => json(['verify']))).toMatchObject({
        code: 1,
        data: {
          difference_count: 1,
          swapped: false,
          differences: [{ asset_id: assetId, part: 'asset', status: { stored: 'EXPIRED', rebuilt: 'READY' } }],
        },
      });
      expect(await withChangedRow(() => tl(['rebuild', '--dry-run']))).toMatchObject({
        code: 1,
        out: expect.stringContaining('EXPIRED, should be READY') as string,
        err: expect.stringContaining('tl rebuild') as string,
      });

      expect(await tl(['rebuild'])).toMatchObject({
        code: 0,
        out: expect.stringMatching(/tables replaced\s+yes/) as string,
        err: expect.stringContaining('swapping') as string,
      });
      expect(await statusOf()).toBe('READY');
      expect(await json(['verify'])).toMatchObject({ code: 0, data: { difference_count: 0 } });
    },
    3 * COMMAND_MS,
  );

  it(
    'rebuild leaves the tables unchanged if it is interrupted',
    async () => {
      const table = async (): Promise<unknown> => (await owner.query(`select 'projection.asset'::regclass::oid as oid`)).rows;
      const before = await table();
      // Takes the shared lock as a writing projector does: the rebuild folds everything and then waits.
      await owner.query('begin');
      await owner.query('select pg_advisory_xact_lock_shared($1, $2)', SWAP);
      let stderr = '';
      const interrupted = tl(['rebuild'], (child, err) => {
        stderr = err;
        if (err.includes('swapping') && !child.killed) child.kill('SIGINT');
      });
      try {
        await until(() => stderr.includes('stopping'), { timeout: COMMAND_MS, what: 'the interruption' });
      } finally {
        await owner.query('rollback');
      }
      expect(await interrupted).toMatchObject({ code: 1, out: '', err: expect.stringContaining('can be repeated') as string });
      expect(await table()).toEqual(before);
    },
    2 * COMMAND_MS,
  );

  it(
    'rebuild and verify are refused while another one runs',
    async () => {
      await owner.query('select pg_advisory_lock($1, $2)', REBUILD);
      try {
        for (const command of ['verify', 'rebuild'])
          expect(await tl([command])).toMatchObject({
            code: 3,
            out: '',
            err: expect.stringContaining('wait for its end') as string,
          });
      } finally {
        await owner.query('select pg_advisory_unlock($1, $2)', REBUILD);
      }
    },
    COMMAND_MS,
  );

  it(
    'quarantine lists an item whose history cannot be applied, and the item continues after its commit is discarded',
    async () => {
      expect(await json(['quarantine'])).toMatchObject({ code: 0, data: [] });
      expect(await tl(['release', assetId])).toMatchObject({
        code: 3,
        err: expect.stringContaining('The item is not quarantined') as string,
      });
      await jetstream(admin).publish(eventSubject(assetId, DEFAULT_PARTITIONS), 'not a commit', { msgID: newId() });
      await until(async () => lengthOf((await json(['quarantine'])).data) === 1, { timeout: COMMAND_MS });
      expect(await json(['quarantine'])).toMatchObject({ data: [{ id: assetId, code: 'undecodable', waiting_commits: 0 }] });
      expect((await tl(['quarantine'])).out).toContain(assetId);
      expect(await tl(['release', assetId, '--reason', 'to see'])).toMatchObject({
        code: 0,
        err: expect.stringContaining('still in quarantine') as string,
      });
      expect((await tl(['quarantine', 'show', assetId])).out).toMatch(/decided +\S+ +retry +by .*to see/);
      expect(await tl(['quarantine', 'discard', assetId, '--dry-run'])).toMatchObject({ code: 0 });
      expect(await json(['quarantine'])).toMatchObject({ data: [{ id: assetId, code: 'undecodable' }] });
      const discarded = await tl(['quarantine', 'discard', assetId, '--reason', 'not ours']);
      expect(discarded).toMatchObject({ code: 0, err: expect.stringContaining('no longer in quarantine') as string });
      expect(await json(['quarantine'])).toMatchObject({ code: 0, data: [] });
    },
    2 * COMMAND_MS,
  );

  it(
    'dead-letters lists an undecodable message byte for byte',
    async () => {
      expect(await json(['dead-letters'])).toMatchObject({ code: 0, data: [] });
      const subject = workSubject({
        service: 'ingest',
        lane: 'download',
        assetId: newId(),
        step: 'DOWNLOAD',
        attemptId: newId(),
      });
      await jetstream(admin).publish(subject, 'not work');
      await until(async () => lengthOf((await json(['dead-letters'])).data) === 1, { timeout: COMMAND_MS });
      const letter = { service: 'ingest', subject, body_base64: Buffer.from('not work').toString('base64') };
      expect(await json(['dead-letters', '--service', 'ingest'])).toMatchObject({ code: 0, data: [letter] });
      expect(await json(['dead-letters', '--service', 'upload'])).toMatchObject({ code: 0, data: [] });
      expect(await tl(['dead-letters', '--service', 'nobody'])).toMatchObject({ code: 2, out: '' });
      expect(await tl(['dead-letters', '--after', 'x'])).toMatchObject({ code: 2, out: '' });
    },
    2 * COMMAND_MS,
  );

  it(
    'all commands report a stopped stack and say what to do',
    async () => {
      expect(await runner.stop()).toBe(0);
      for (const args of [['verify'], ['rebuild'], ['dead-letters']])
        expect(await tl(args)).toMatchObject({
          code: 4,
          out: '',
          err: `tl: No stack is running on ${runner.dataDir}\n    Start it with \`npm start\`. If its data is elsewhere, set TL_DATA_DIR as for the start.\n`,
        });
      expect(await json(['doctor'])).toMatchObject({ code: 4, data: { healthy: false, runner: null, nats: null } });
    },
    COMMAND_MS,
  );
});
