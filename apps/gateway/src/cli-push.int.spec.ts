import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { testDepth } from '@throughline/contracts/testing';
import { Metrics } from '@throughline/service-kit';
import { until } from '@throughline/stack/testing';
import { openCuttingProxy, type ConnectionCut } from '#testing/cutting-proxy.js';
import { openMemoryGateway, type MemoryGateway } from './testing/memory-gateway.js';
import { listKeys } from './testing/tus.js';
import { failStep, startStep } from './testing/work-through.js';

const TL = fileURLToPath(new URL('../../../tools/tl/bin/tl.mjs', import.meta.url));
/** More than two pieces (8 MiB each), so that a killed gateway leaves some of them behind. */
const SIZE = 20 * 2 ** 20;
const LONG_MS = 120_000;

interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<{ readonly code: number | null; readonly out: string; readonly err: string }>;
}

describe('tl push, which resumes uploads', () => {
  let gateway: MemoryGateway;
  let port: number;
  let here: string;
  let bytes: Buffer;
  beforeEach(async () => {
    gateway = await openMemoryGateway({ limits: { maxUploadBytes: 10 * SIZE } });
    port = await listening(gateway);
    here = await mkdtemp(join(tmpdir(), 'tl-push-'));
    bytes = randomBytes(SIZE);
    await writeFile(join(here, 'talk.mp4'), bytes);
  });
  afterEach(async () => {
    await gateway.close();
    await rm(here, { recursive: true });
  });

  const listening = async (one: MemoryGateway, on = 0): Promise<number> => {
    await one.app.listen(on, '127.0.0.1');
    return (one.app.getHttpServer().address() as AddressInfo).port;
  };
  const push = (at: number, ...args: readonly string[]): Running => {
    return tl(at, 'push', 'talk.mp4', ...args);
  };
  const tl = (at: number, ...args: readonly string[]): Running => {
    const child = spawn(process.execPath, [TL, ...args, '--json'], {
      cwd: here,
      env: { PATH: '', XDG_CONFIG_HOME: here, TL_URL: `http://127.0.0.1:${String(at)}`, TL_TOKEN: gateway.token },
    });
    const [out, err]: [Buffer[], Buffer[]] = [[], []];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    const ended = new Promise<Awaited<Running['ended']>>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code) => {
        resolve({ code, out: Buffer.concat(out).toString(), err: Buffer.concat(err).toString() });
      });
    });
    return { child, ended };
  };
  /** Expects that the push succeeded and stored its file as the only recording, with every byte. Returns the recording's id. */
  const theOne = async (running: Running): Promise<string> => {
    const { code, out, err } = await running.ended;
    expect({ code, err: code === 0 ? '' : err }).toEqual({ code: 0, err: '' });
    const { id } = JSON.parse(out) as { id: string };
    expect(await listKeys(gateway, 'uploads')).toEqual([`uploads/${id}/source`]);
    const { stream } = await gateway.artifacts.open(`uploads/${id}/source`);
    expect(Buffer.concat((await stream.toArray()) as Buffer[]).equals(bytes)).toBe(true);
    expect(await listKeys(gateway, 'parts')).toEqual([]);
    expect(await readdir(join(here, 'throughline', 'uploads'))).toEqual([]);
    return id;
  };
  const cutBy = (after: number, kind: ConnectionCut['kind'] = 'both'): ConnectionCut => ({ after, kind });
  /** Starts a push to a server that received the first piece and is then unreachable. */
  const brokenOff = async (): Promise<{ readonly at: number; readonly running: Running }> => {
    const dead = Array.from({ length: 1_000 }, () => cutBy(1));
    const line = await openCuttingProxy(port, [cutBy(400), cutBy(9 * 2 ** 20), ...dead]);
    const running = push(line.port, '--patience', '60');
    await until(async () => (await listKeys(gateway, 'parts')).length > 0);
    await line.close();
    return { at: line.port, running };
  };
  /** Starts another gateway at that address: it has its own upload turns and shares everything else. */
  const instead = async (at: number, then: () => Promise<void>): Promise<void> => {
    const metrics = new Metrics('gateway');
    const next = await openMemoryGateway({ limits: { maxUploadBytes: 10 * SIZE }, ports: { ...gateway.ports, metrics } });
    try {
      await listening(next, at);
      await then();
    } finally {
      await next.close();
    }
  };

  it('replaces the file of a failed item', async () => {
    await writeFile(join(here, 'talk.mp4'), 'a broken file');
    const { id } = JSON.parse((await push(port, '--run').ended).out) as { readonly id: string };
    await startStep(gateway, id, 'DOWNLOAD');
    await failStep(gateway, id, 'DOWNLOAD');
    await writeFile(join(here, 'whole.mp4'), 'a whole file');
    const { code, out, err } = await tl(port, 'replace', id, 'whole.mp4').ended;
    expect([code, JSON.parse(out)]).toEqual([0, expect.objectContaining({ id, failed: false, file_name: 'whole.mp4' })]);
    expect(err).toContain('run the item');
  });

  it(
    'sends the missing bytes after a broken connection, and reports it',
    async () => {
      const line = await openCuttingProxy(port, [cutBy(400), cutBy(9 * 2 ** 20), cutBy(300), cutBy(2 ** 20, 'client')]);
      try {
        const running = push(line.port, '--title', 'Cut', '--patience', '30');
        await theOne(running);
        expect((await running.ended).err).toMatch(/resuming at [\d.]+ MiB of 20.0 MiB/);
      } finally {
        await line.close();
      }
    },
    LONG_MS,
  );

  it(
    'resumes after it was killed, by the same command, and registers once',
    async () => {
      const { at, running } = await brokenOff();
      running.child.kill('SIGKILL');
      expect((await running.ended).code).toBeNull();
      await instead(at, async () => {
        const second = push(at, '--patience', '30');
        await theOne(second);
        expect((await second.ended).err).toContain('resuming at');
      });
    },
    LONG_MS,
  );

  it(
    'names the recording that already has the content, however it is sent',
    async () => {
      const id = await theOne(push(port));
      await until(async () => (await gateway.rows.byIds([id])).size === 1);
      for (const way of [[], ['--no-resume']]) {
        const { code, err } = await push(port, ...way).ended;
        expect([code, err]).toEqual([3, expect.stringContaining(id)]);
      }
      expect(await readdir(join(here, 'throughline', 'uploads'))).toEqual([]);
    },
    LONG_MS,
  );

  if (testDepth.isFull) {
    it(
      'resumes with a gateway that has replaced a killed one',
      async () => {
        const { at, running } = await brokenOff();
        await instead(at, async () => {
          await theOne(running);
          expect((await running.ended).err).toContain('resuming at');
        });
      },
      LONG_MS,
    );

    it(
      'starts again if the server has forgotten the upload',
      async () => {
        const { at, running } = await brokenOff();
        running.child.kill('SIGKILL');
        await running.ended;
        for (const key of await listKeys(gateway, 'parts')) {
          const id = key.split('/')[1] ?? '';
          await gateway.artifacts.removePrefix(`parts/${id}`);
          await gateway.ports.uploads.remove(id);
        }
        await instead(at, async () => {
          const second = push(at, '--patience', '30');
          await theOne(second);
          expect((await second.ended).err).not.toContain('resuming');
        });
      },
      LONG_MS,
    );

    it(
      'makes one upload and one recording for two simultaneous commands on one file',
      async () => {
        const both = [push(port, '--patience', '30'), push(port, '--patience', '30')] as const;
        // Each of them remembers the upload until its own end.
        await Promise.all(both.map(({ ended }) => ended));
        expect(await theOne(both[0])).toBe(await theOne(both[1]));
      },
      LONG_MS,
    );

    it(
      'sends a file even if it cannot store its state, and warns about it',
      async () => {
        await writeFile(join(here, 'throughline'), 'not a folder');
        const { code, err } = await push(port).ended;
        expect([code, err]).toEqual([0, expect.stringContaining('will start over')]);
      },
      LONG_MS,
    );
  }
});
