import { randomUUID } from 'node:crypto';
import { openAsBlob } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readStackConfig } from '#src/config.js';
import { tryCommand } from '#src/processes/run-command.js';
import { startRunner, until, withTool, type RunnerProcess } from '#testing/index.js';
import { canMountDisks, SmallDisk } from '#testing/small-disks.js';

interface Item {
  readonly id: string;
  readonly status: string;
  readonly revision: string;
  readonly waiting_for: readonly { readonly for: string; readonly message: string }[];
}
interface Checks {
  readonly checks: Readonly<Record<string, { readonly ok: boolean; readonly detail?: string }>>;
}
interface Explanation {
  readonly steps: readonly { readonly code: string; readonly lane_service: { readonly says: string } | null }[];
}

const { projectRoot } = readStackConfig();
/** The promise of the product: everything continues within a minute after space was freed. */
const CONTINUES_MS = 60_000;
const QUICK = { transcription: { enable_transcription: false } };

withTool(
  'a mount namespace (root on Linux)',
  canMountDisks() ? true : undefined,
  () => {
    describe('a full disk', () => {
      let runner: RunnerProcess;
      let token: string;
      let disks: Record<'nats' | 'postgres' | 'artifacts', SmallDisk>;
      beforeAll(async () => {
        runner = await startRunner(['--no-sample'], /keeps running/, {
          disks: (data) => ({ [join(data, 'nats')]: 64, [join(data, 'postgres')]: 200, [join(data, 'artifacts')]: 64 }),
          env: { TL_FAILPOINT: 'work.started@TRIM=delay:3000' },
        });
        const disk = (name: string): SmallDisk => new SmallDisk(runner.pid, join(runner.dataDir, name));
        disks = { nats: disk('nats'), postgres: disk('postgres'), artifacts: disk('artifacts') };
        ({ bootstrapToken: token } = await runner.secrets());
      }, 120_000);
      afterAll(() => runner.remove());

      const url = (path: string): string => `http://127.0.0.1:${String(runner.ports.gateway)}${path}`;
      const ask = (path: string, init: RequestInit = {}): Promise<Response> => {
        const headers = new Headers(init.headers);
        headers.set('authorization', `Bearer ${token}`);
        return fetch(url(`/api/v1${path}`), { ...init, headers });
      };
      const post = (path: string, body: object, key: string = randomUUID()): Promise<Response> =>
        ask(path, {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'idempotency-key': key },
          body: JSON.stringify(body),
        });
      const push = async (key: string): Promise<Response> => {
        const form = new FormData();
        form.set('title', 'On a small disk');
        form.set('allow_duplicate', 'true');
        form.set('file', await openAsBlob(join(projectRoot, 'assets/short-talk.mp4')), 'short-talk.mp4');
        return ask('/recordings', { method: 'POST', headers: { 'idempotency-key': key }, body: form });
      };
      const pushFile = async (): Promise<string> => ((await (await push(randomUUID())).json()) as Item).id;
      const item = async (id: string): Promise<Item> => (await (await ask(`/recordings/${id}`)).json()) as Item;
      const run = (id: string, key?: string): Promise<Response> =>
        post(`/recordings/${id}/run`, { processing_config: QUICK }, key);
      const health = async (): Promise<Checks['checks']> => ((await (await fetch(url('/health/ready'))).json()) as Checks).checks;
      const explainSteps = async (id: string): Promise<Explanation['steps']> =>
        ((await (await ask(`/recordings/${id}/explain`)).json()) as Explanation).steps;
      const ready = (id: string): Promise<unknown> =>
        until(async () => (await item(id)).status === 'READY', { timeout: CONTINUES_MS, interval: 250, what: 'READY' });
      const isHealthy = (): Promise<unknown> =>
        until(async () => Object.values(await health()).every(({ ok, detail }) => ok && detail === undefined), {
          timeout: CONTINUES_MS,
          interval: 250,
        });
      const doctor = async (): Promise<readonly string[]> => {
        const tl = [join(projectRoot, 'tools/tl.mjs'), 'doctor', '--json'];
        const { stdout } = await tryCommand(process.execPath, tl, { env: runner.env });
        return (JSON.parse(stdout) as { readonly problems: readonly string[] }).problems;
      };
      const failures = async (id: string): Promise<unknown[]> => {
        const { items } = (await (await ask(`/recordings/${id}/events?limit=200`)).json()) as { items: { type: string }[] };
        return items.filter(({ type }) => type === 'StepFailed' || type === 'StepInterrupted');
      };

      it('of NATS stops writes, is named, and ends by itself once there is space', async () => {
        const id = await pushFile();
        expect((await run(id)).status).toBe(202);
        await until(async () => (await item(id)).status === 'PROCESSING', { timeout: 30_000 });
        disks.nats.fill();
        // The last block of the log has room for a few more commits.
        let titles = 0;
        const rename = async (): Promise<number> => {
          titles += 1;
          const { status } = await ask(`/recordings/${id}`, {
            method: 'PATCH',
            headers: { 'content-type': 'application/json', 'if-match': '*' },
            body: JSON.stringify({ title: `Title ${String(titles)} ${'x'.repeat(200)}` }),
          });
          return status;
        };
        await until(async () => (await rename()) === 503, { what: 'a refused command' });
        await until(async () => (await health())['nats']?.ok === false, { timeout: 30_000 });
        expect((await health())['nats']?.detail).toMatch(/^NATS stores no messages: .*no space left/);
        const open = (await explainSteps(id)).filter(({ lane_service: lane }) => lane !== null);
        expect(open.filter(({ lane_service: lane }) => lane?.says.startsWith('NATS stores no messages') !== true)).toEqual([]);
        expect(await doctor()).toContainEqual(expect.stringMatching(/^NATS at .*: it stores no messages: .*no space left/));
        disks.nats.free();
        await isHealthy();
        await ready(id);
        expect(await failures(id)).toEqual([]);
        expect(runner.output()).toMatch(/NATS stores no messages \(.*\): restarting it/);
      }, 180_000);

      it('of the artifacts makes steps wait and refuses uploads, until there is space', async () => {
        const id = await pushFile();
        disks.artifacts.fill();
        expect((await run(id)).status).toBe(202);
        const { waiting_for: waits } = await until(
          async () => {
            const found = await item(id);
            return found.waiting_for.some((one) => one.for !== 'queue') ? found : undefined;
          },
          { timeout: 30_000 },
        );
        expect(waits).toMatchObject([{ for: 'disk-full' }]);
        expect((await health())['artifacts']).toEqual({
          ok: true,
          detail: 'The disk of the artifacts is full: free some space',
        });
        const key = randomUUID();
        const refused = await push(key);
        expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([503, 'storage-full']);
        disks.artifacts.free();
        await isHealthy();
        await ready(id);
        expect((await push(key)).status).toBe(202);
        expect(await failures(id)).toEqual([]);
      }, 180_000);

      it('of the artifacts refuses the bytes of a resumable upload, which continues at its offset', async () => {
        const bytes = await readFile(join(projectRoot, 'assets/short-talk.mp4'));
        const tus = (method: string, path: string, headers: Record<string, string>, body?: Buffer): Promise<Response> =>
          ask(path, { method, headers: { 'tus-resumable': '1.0.0', ...headers }, ...(body && { body: new Uint8Array(body) }) });
        const fields = Object.entries({ filename: 'short-talk.mp4', allow_duplicate: 'true' });
        const begun = await tus('POST', '/uploads', {
          'upload-length': String(bytes.length),
          'upload-metadata': fields.map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`).join(','),
        });
        const path = (begun.headers.get('location') ?? '').replace(/^.*\/api\/v1/, '');
        const send = (offset: number, end?: number): Promise<Response> =>
          tus(
            'PATCH',
            path,
            { 'content-type': 'application/offset+octet-stream', 'upload-offset': String(offset) },
            bytes.subarray(offset, end),
          );
        expect((await send(0, 10_000)).status).toBe(204);
        disks.artifacts.fill();
        const refused = await send(10_000);
        expect(await refused.json()).toMatchObject({ status: 503, code: 'storage-full' });
        expect(refused.headers.get('retry-after')).toBe('60');
        expect(await doctor()).toContainEqual(expect.stringContaining('The disk of the artifacts is full: free some space'));
        disks.artifacts.free();
        const offset = Number((await tus('HEAD', path, {})).headers.get('upload-offset'));
        expect(offset).toBeGreaterThanOrEqual(10_000);
        const id = (await send(offset)).headers.get('throughline-recording') ?? '';
        expect((await run(id)).status).toBe(202);
        await ready(id);
        expect(await failures(id)).toEqual([]);
      }, 180_000);

      it('of the database delays the rows, not the work', async () => {
        const id = await pushFile();
        disks.postgres.fill();
        expect((await health())['postgres']).toEqual({ ok: true, detail: 'The disk of the database is full: free some space' });
        const key = randomUUID();
        expect([202, 503]).toContain((await run(id, key)).status);
        disks.postgres.free();
        // A request whose answer could not be stored may have started the run.
        await until(async () => [202, 409].includes((await run(id, key)).status), { timeout: CONTINUES_MS, interval: 500 });
        await isHealthy();
        await ready(id);
        expect(await failures(id)).toEqual([]);
      }, 180_000);
    });
  },
  { mayBeMissing: true },
);
