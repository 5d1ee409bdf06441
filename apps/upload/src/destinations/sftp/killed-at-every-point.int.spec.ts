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
import type { DeliveryRequest } from '../destination.js';
import { sftpType } from './index.js';

const program = await sshd();
const CASES = ['a first delivery', 'newer content in the place of older', 'a document that is filed anew'] as const;
type Case = (typeof CASES)[number];
const FILES = { 'video.mp4': 'new', 'topics.json': '{}' };
const REQUESTS = ['lstat', 'mkdir', 'open', 'write', 'read', 'rename', 'replace', 'unlink', 'rmdir'] as const;

/** Simulates a killed process: after this many requests no more are sent, and the last answer is lost. Returns the number so far. */
function dieAfter(requests: number): { readonly count: () => number; readonly restore: () => void } {
  let count = 0;
  const spies = REQUESTS.map((name) => {
    const original = Reflect.get(SftpSession.prototype, name) as (...args: unknown[]) => Promise<unknown>;
    const request = async function (this: SftpSession, ...args: unknown[]): Promise<unknown> {
      count += 1;
      if (count > requests) throw new Error('killed');
      const answer = await original.apply(this, args);
      if (count >= requests) throw new Error('killed');
      return answer;
    };
    return jest.spyOn(SftpSession.prototype, name).mockImplementation(request as never);
  });
  const restore = (): void => {
    for (const spy of spies) spy.mockRestore();
  };
  return { count: () => count, restore };
}

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

    it.each(CASES)('leaves one copy and nothing else in the end, after any of its requests: %s', async (what) => {
      const counted = await prepare(what);
      const counter = dieAfter(Infinity);
      await counted.log.attempt(counted.request);
      counter.restore();
      expect(counter.count()).toBeGreaterThan(20);

      for (const killedAfter of testDepth.samples(Array.from({ length: counter.count() }, (_, index) => index + 1))) {
        const { path, log, request } = await prepare(what);
        const { restore } = dieAfter(killedAfter);
        await log.attempt(request).catch(() => undefined);
        restore();
        await log.attempt(request);
        const tree = await readTree(join(server.folder, path));
        const hidden = Object.keys(tree).filter((name) => name.startsWith('.'));
        const at = what === 'a document that is filed anew' ? '2024' : '';
        expect({ killedAfter, items: findItems(tree, request.assetId), hidden }).toEqual({
          killedAfter,
          items: [{ at, files: FILES }],
          hidden: [],
        });
      }
    });
  });
});
