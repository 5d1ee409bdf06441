import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { testDepth } from '@throughline/contracts/testing';
import { defaultRunConfig } from '@throughline/domain';
import { parseAllowedHosts } from '@throughline/outgoing/testing';
import { SftpSession } from '@throughline/sftp';
import { startOpenssh, type OpensshServer } from '@throughline/sftp/testing';
import { sshd, tempDir, withTool, type TempDir } from '@throughline/stack/testing';
import { findItems, readTree } from '#testing/remote-folders/local-folder.js';
import { DeliveryLog } from '../../testing/delivery-log.js';
import { createRequest } from '../../testing/request.js';
import type { DeliveryRequest } from '../../kit/destination.js';
import { sftpType } from './index.js';

const program = await sshd();
const CASES = ['a first delivery', 'newer content in the place of older', 'a document that is filed anew'] as const;
type Case = (typeof CASES)[number];
const FILES = { 'video.mp4': 'new', 'topics.json': '{}' };
const REQUESTS = ['lstat', 'mkdir', 'open', 'write', 'read', 'rename', 'replace', 'unlink', 'rmdir'] as const;

interface KilledProcess {
  /** Returns the number of requests so far. */
  readonly count: () => number;
  readonly restore: () => void;
}

/** Simulates a killed process: after this many requests no more are sent, and the last answer is lost. */
const dieAfter = (requests: number): KilledProcess => die((_name, count) => (count < requests ? 'lives' : 'dies'));

/** Simulates a process that is killed within one of its writes, when the server has half of the bytes. */
function dieWithinWrite(which: number): KilledProcess {
  let writes = 0;
  return die((name) => {
    if (name === 'write') writes += 1;
    return name === 'write' && writes === which ? 'dies-within' : 'lives';
  });
}

function die(decide: (name: string, count: number) => 'lives' | 'dies' | 'dies-within'): KilledProcess {
  let [count, isDead] = [0, false];
  const spies = REQUESTS.map((name) => {
    const original = Reflect.get(SftpSession.prototype, name) as (...args: unknown[]) => Promise<unknown>;
    const request = async function (this: SftpSession, ...args: unknown[]): Promise<unknown> {
      if (isDead) throw new Error('killed');
      count += 1;
      const fate = decide(name, count);
      isDead = fate !== 'lives';
      const answer = await original.apply(this, fate === 'dies-within' ? args.map(halve) : args);
      if (isDead) throw new Error('killed');
      return answer;
    };
    return jest.spyOn(SftpSession.prototype, name).mockImplementation(request as never);
  });
  const restore = (): void => {
    for (const spy of spies) spy.mockRestore();
  };
  return { count: () => count, restore };
}

/** The first argument of a write is the handle, which is no content. */
const halve = (each: unknown, index: number): unknown =>
  index > 0 && Buffer.isBuffer(each) ? each.subarray(0, Math.floor(each.length / 2)) : each;

withTool('openssh-server', program, () => {
  describe('a delivery to an SFTP server whose process is killed', () => {
    let server: OpensshServer;
    let dir: TempDir;
    let type: ReturnType<typeof sftpType>;
    beforeAll(async () => {
      server = await startOpenssh(program ?? { path: '', env: {}, helpers: {} });
      dir = await tempDir();
      type = sftpType({ connections: { it: server.connection }, allowed: parseAllowedHosts('127.0.0.1') });
    });
    afterAll(async () => {
      type.close();
      await server.close();
      await dir.remove();
    });

    const prepare = async (what: Case): Promise<{ path: string; log: DeliveryLog; request: DeliveryRequest }> => {
      const path = randomUUID();
      const output = { name: 'out', type: 'sftp', settings: { connection: 'it', path } };
      const log = new DeliveryLog(type.open({ output, step: 'deliver:out', config: defaultRunConfig }));
      const first = await createRequest(dir.path, { 'video.mp4': 'old', 'words.srt': 'old words' });
      if (what === 'a first delivery') return { path, log, request: await createRequest(dir.path, FILES) };
      const filed = what === 'a document that is filed anew';
      await log.attempt(filed ? { ...first, filedIn: ['2023', 'ACME'] } : first);
      const changes = { assetId: first.assetId, ...(filed ? { filedIn: ['2024'] } : {}) };
      return { path, log, request: await createRequest(dir.path, FILES, changes) };
    };

    const expectOneCopy = async (what: Case, killed: () => KilledProcess): Promise<void> => {
      const { path, log, request } = await prepare(what);
      const { restore } = killed();
      await expect(log.attempt(request)).rejects.toThrow();
      restore();
      await log.attempt(request);
      const tree = await readTree(join(server.folder, path));
      const hidden = Object.keys(tree).filter((name) => name.startsWith('.'));
      const at = what === 'a document that is filed anew' ? '2024' : '';
      expect({ items: findItems(tree, request.assetId), hidden }).toEqual({ items: [{ at, files: FILES }], hidden: [] });
    };

    it.each(CASES)('leaves one copy and nothing else in the end, after any of its requests: %s', async (what) => {
      const counted = await prepare(what);
      const counter = dieAfter(Infinity);
      await counted.log.attempt(counted.request);
      counter.restore();
      expect(counter.count()).toBeGreaterThan(20);
      for (const killedAfter of testDepth.samples(Array.from({ length: counter.count() }, (_, index) => index + 1)))
        await expectOneCopy(what, () => dieAfter(killedAfter));
    });

    it.each(CASES)('leaves one copy and nothing else in the end, within the write of any file: %s', async (what) => {
      for (const file of [1, 2, 3]) await expectOneCopy(what, () => dieWithinWrite(file));
    });
  });
});
