import { Readable } from 'node:stream';
import { randomUUID } from 'node:crypto';
import { chmod, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { testDepth } from '@throughline/contracts/testing';
import { defaultRunConfig } from '@throughline/domain';
import { parseAllowedHosts } from '@throughline/outgoing/testing';
import { tempDir, vsftpd, withTool, type TempDir } from '@throughline/stack/testing';
import { Client, FTPError } from 'basic-ftp';
import { FTP_PASSWORD, startVsftpd, type VsftpdServer } from '#testing/ftp/vsftpd-server.js';
import { listRecordedStaging } from '#testing/recorded-staging.js';
import { findItems, observeFolder, readTree } from '#testing/remote-folders/local-folder.js';
import { DeliveryLog } from '../../testing/delivery-log.js';
import { destinationContract } from '../../testing/destination.contract.js';
import { createRequest } from '../../testing/request.js';
import type { DeliveryRequest, Destination } from '../../kit/destination.js';
import type { Connection } from './connections.js';
import { ftpType, type FtpParts } from './index.js';

const program = await vsftpd();
const FILES = { 'video.mp4': 'new', 'topics.json': '{}' };
const CASES = ['a first delivery', 'newer content in the place of older'] as const;

/** Sends the first half of a file, then breaks the connection of its data. */
async function* halve(content: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  for await (const bytes of content) {
    yield bytes.subarray(0, Math.ceil(bytes.length / 2));
    throw new Error('killed');
  }
}

/** Simulates a process that is killed within one of its uploads, when the server has half of the bytes. */
function dieWithinUpload(which: number): { readonly restore: () => void } {
  const original = Reflect.get(Client.prototype, 'uploadFrom') as (...args: unknown[]) => Promise<unknown>;
  let uploads = 0;
  const spy = jest.spyOn(Client.prototype, 'uploadFrom').mockImplementation(function (this: Client, content, ...args) {
    uploads += 1;
    if (uploads > which) throw new Error('killed');
    const sent = uploads < which ? content : Readable.from(halve(content as Readable));
    return original.apply(this, [sent, ...args]) as never;
  });
  return {
    restore: () => {
      spy.mockRestore();
    },
  };
}

/** Simulates a killed process: after this many commands no more are sent, and the last reply is lost. */
function dieAfter(commands: number): { readonly count: () => number; readonly restore: () => void } {
  let count = 0;
  const spies = (['cd', 'list', 'send', 'uploadFrom', 'downloadTo', 'rename', 'size'] as const).map((name) => {
    const original = Reflect.get(Client.prototype, name) as (...args: unknown[]) => Promise<unknown>;
    const command = async function (this: Client, ...args: unknown[]): Promise<unknown> {
      count += 1;
      if (count > commands) throw new Error('killed');
      const reply = await original.apply(this, args);
      if (count >= commands) throw new Error('killed');
      return reply;
    };
    return jest.spyOn(Client.prototype, name).mockImplementation(command as never);
  });
  const restore = (): void => {
    for (const spy of spies) spy.mockRestore();
  };
  return { count: () => count, restore };
}

withTool('vsftpd', program, () => {
  let server: VsftpdServer;
  let dir: TempDir;
  const closing: (() => unknown)[] = [];
  beforeAll(async () => {
    server = await startVsftpd(program ?? { path: '', env: {} });
    dir = await tempDir();
  });
  const closeAll = (): void => {
    for (const close of closing.splice(0)) close();
  };
  afterEach(closeAll);
  afterAll(async () => {
    await server.close();
    await dir.remove();
  });

  const open = (path: string, connection: Partial<Connection> = {}, parts: Partial<FtpParts> = {}): Destination => {
    const connections = { it: { ...server.connection, ...connection } };
    const type = ftpType({ connections, allowed: parseAllowedHosts('localhost'), ...parts });
    closing.push(type.close);
    const output = { name: 'out', type: 'ftp', settings: { connection: 'it', ...(path === '' ? {} : { path }) } };
    return type.open({ output, step: 'deliver:out', config: defaultRunConfig });
  };
  const newPath = (): string => `Vorträge & [Gespräche]/год ${randomUUID().slice(0, 8)}`;

  destinationContract(
    'a folder of vsftpd',
    { class: 'keyed', canBeAsked: true, refusesSharedLocations: true, hasFolders: true, onRecord: listRecordedStaging },
    async () => {
      const path = newPath();
      const destination = open(path);
      await destination.check();
      return { destination, ...observeFolder(join(server.folder, path)), close: () => Promise.resolve() };
    },
  );

  describe('an output of vsftpd', () => {
    const prepare = async (
      what: (typeof CASES)[number],
    ): Promise<{ path: string; log: DeliveryLog; request: DeliveryRequest }> => {
      const path = randomUUID();
      const log = new DeliveryLog(open(path));
      if (what === 'a first delivery') return { path, log, request: await createRequest(dir.path, FILES) };
      const first = await createRequest(dir.path, { 'video.mp4': 'old', 'words.srt': 'old words' });
      await log.attempt(first);
      return { path, log, request: await createRequest(dir.path, FILES, { assetId: first.assetId }) };
    };

    it.each(CASES)('has one copy and nothing else in the end, wherever the process is killed: %s', async (what) => {
      const counted = await prepare(what);
      const counter = dieAfter(Infinity);
      await counted.log.attempt(counted.request);
      counter.restore();
      expect(counter.count()).toBeGreaterThan(20);

      // Each listing and file has a connection of its own with TLS, so fewer samples than elsewhere are taken.
      const all = Array.from({ length: counter.count() }, (_, index) => index + 1);
      for (const killedAfter of testDepth.samples(testDepth.samples(all))) {
        const { path, log, request } = await prepare(what);
        const { restore } = dieAfter(killedAfter);
        await log.attempt(request).catch(() => undefined);
        restore();
        await log.attempt(request);
        const tree = await readTree(join(server.folder, path));
        const hidden = Object.keys(tree).filter((name) => name.startsWith('.'));
        const items = findItems(tree, request.assetId);
        expect({ killedAfter, items, hidden }).toEqual({ killedAfter, items: [{ at: '', files: FILES }], hidden: [] });
        // vsftpd accepts 50 connections from one address.
        closeAll();
      }
    });

    it.each(CASES)('has one copy and nothing else in the end if half of a file has arrived: %s', async (what) => {
      for (const file of testDepth.samples([2, 1, 3])) {
        const { path, log, request } = await prepare(what);
        const { restore } = dieWithinUpload(file);
        await expect(log.attempt(request)).rejects.toThrow();
        restore();
        await log.attempt(request);
        const tree = await readTree(join(server.folder, path));
        const hidden = Object.keys(tree).filter((name) => name.startsWith('.'));
        expect({ file, items: findItems(tree, request.assetId), hidden }).toEqual({
          file,
          items: [{ at: '', files: FILES }],
          hidden: [],
        });
        closeAll();
      }
    });

    it('reports a folder that it may not write to, until it may', async () => {
      const path = randomUUID();
      await mkdir(join(server.folder, path));
      await chmod(join(server.folder, path), 0o555);
      const [, write] = open(path).probes();
      const refusal = { kind: 'waiting', code: 'output-not-writable' };
      await expect(Promise.resolve(write?.run(new AbortController().signal))).rejects.toMatchObject(refusal);
      const request = await createRequest(dir.path, { 'a.txt': 'a' });
      await expect(new DeliveryLog(open(path)).attempt(request)).rejects.toMatchObject(refusal);
      await chmod(join(server.folder, path), 0o777);
      expect(await new DeliveryLog(open(path)).attempt(request)).toMatchObject({ kind: 'delivered' });
    });

    it.each<[string, Partial<Connection>, Partial<FtpParts>, object]>([
      ['a wrong password', { password: 'wrong-password' }, {}, { kind: 'waiting', code: 'output-not-writable' }],
      ['a password without encryption', { tls: 'none' }, {}, { kind: 'waiting', code: 'output-not-writable' }],
      ['an untrusted certificate', { ca: undefined }, {}, { kind: 'waiting', code: 'output-unreachable' }],
      ['a server that is away', { port: 9 }, {}, { kind: 'waiting', code: 'output-unreachable' }],
      ['a private address', {}, { allowed: parseAllowedHosts('') }, { kind: 'permanent', code: 'output-misconfigured' }],
      ['a missing folder', { folder: '/missing/folder' }, {}, { kind: 'permanent', code: 'output-misconfigured' }],
    ] as never)('explains %s', async (_, connection, parts, expected) => {
      const error: unknown = await open('', connection, parts)
        .check()
        .catch((thrown: unknown) => thrown);
      expect(error).toMatchObject(expected);
      expect(inspect(error, { depth: 10, showHidden: true })).not.toMatch(new RegExp(`${FTP_PASSWORD}|wrong-password`));
    });

    it('compares sizes by the listing of a server without the command SIZE', async () => {
      const path = randomUUID();
      const unknown = new FTPError({ code: 502, message: '502 Command not implemented' });
      const size = jest.spyOn(Client.prototype, 'size').mockRejectedValue(unknown);
      const request = await createRequest(dir.path, FILES);
      const end = await new DeliveryLog(open(path)).attempt(request).finally(() => {
        size.mockRestore();
      });
      expect(end).toMatchObject({ kind: 'delivered' });
      expect(findItems(await readTree(join(server.folder, path)), request.assetId)).toEqual([{ at: '', files: FILES }]);
    });

    it('delivers to a server whose TLS begins before the greeting, and explains other ports', async () => {
      const implicit = await startVsftpd(program ?? { path: '', env: {} }, { isImplicit: true });
      try {
        const log = new DeliveryLog(open('talks', implicit.connection));
        const request = await createRequest(dir.path, FILES);
        expect(await log.attempt(request)).toMatchObject({ kind: 'delivered' });
        const tree = await readTree(join(implicit.folder, 'talks'));
        expect(findItems(tree, request.assetId)).toEqual([{ at: '', files: FILES }]);
        // The authority of the other server does not count here.
        const { ca: _, ...untrusted } = implicit.connection;
        await expect(open('', untrusted).check()).rejects.toMatchObject({
          kind: 'waiting',
          message: expect.stringContaining('no trusted certificate') as string,
        });
      } finally {
        closeAll();
        await implicit.close();
      }
      await expect(open('', { tls: 'implicit' }).check()).rejects.toMatchObject({
        code: 'output-misconfigured',
        message: expect.stringContaining('set "tls" of the connection to "explicit"') as string,
      });
    });

    it('tells users neither the address nor the user of the connection', async () => {
      const log = new DeliveryLog(open('talks'));
      await log.attempt(await createRequest(dir.path, { 'a.txt': 'a' }));
      expect(log.delivered).toMatchObject({ place: expect.stringMatching(/^ftp:it\/talks#[0-9a-f]{8}$/) as string });
      expect(JSON.stringify(log.delivered)).not.toMatch(/localhost|127\.0\.0\.1|anonymous/);
    });
  });
});
