import { randomBytes, randomUUID } from 'node:crypto';
import { chmod, mkdir, readFile, readdir, rm, stat, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { defaultRunConfig } from '@throughline/domain';
import { parseAllowedHosts } from '@throughline/outgoing/testing';
import type { Connection } from '@throughline/sftp';
import { makeKeys, startOpenssh, type OpensshServer } from '@throughline/sftp/testing';
import { sshd, tempDir, withTool, type TempDir } from '@throughline/stack/testing';
import { listRecordedStaging } from '#testing/recorded-staging.js';
import { observeFolder } from '#testing/remote-folders/local-folder.js';
import { DeliveryLog } from '../../testing/delivery-log.js';
import { destinationContract } from '../../testing/destination.contract.js';
import { createRequest } from '../../testing/request.js';
import type { Destination } from '../../kit/destination.js';
import { sftpType, type SftpParts } from './index.js';

const program = await sshd();
const MIB = 2 ** 20;

withTool('openssh-server', program, () => {
  let server: OpensshServer;
  let dir: TempDir;
  const closing: (() => unknown)[] = [];
  beforeAll(async () => {
    server = await startOpenssh(program ?? { path: '', env: {}, helpers: {} });
    dir = await tempDir();
  });
  afterEach(() => {
    for (const close of closing.splice(0)) close();
  });
  afterAll(async () => {
    await server.close();
    await dir.remove();
  });

  const open = (path: string, connection: Partial<Connection> = {}, parts: Partial<SftpParts> = {}): Destination => {
    const connections = { it: { ...server.connection, ...connection } };
    const type = sftpType({ connections, allowed: parseAllowedHosts('127.0.0.1'), ...parts });
    closing.push(type.close);
    const output = { name: 'out', type: 'sftp', settings: { connection: 'it', ...(path === '' ? {} : { path }) } };
    return type.open({ output, step: 'deliver:out', config: defaultRunConfig });
  };
  /** Returns a path that is not there yet, with names that are not ASCII. */
  const newPath = (): string => `Vorträge & Gespräche/год ${randomUUID().slice(0, 8)}`;

  destinationContract(
    'a folder of an OpenSSH server',
    { class: 'keyed', canBeAsked: true, refusesSharedLocations: true, hasFolders: true, onRecord: listRecordedStaging },
    async () => {
      const path = newPath();
      const destination = open(path);
      await destination.check();
      return { destination, ...observeFolder(join(server.folder, path)), close: () => Promise.resolve() };
    },
  );

  describe('an output of an OpenSSH server', () => {
    const partsIn = async (folder: string): Promise<readonly string[]> =>
      (await readdir(folder, { recursive: true })).filter((name) => name.includes('/.part-'));

    /** Stops a delivery after some bytes. Returns the path of its partial file. */
    const interrupt = async (
      log: DeliveryLog,
      request: Awaited<ReturnType<typeof createRequest>>,
      path: string,
    ): Promise<string> => {
      const stop = new AbortController();
      const onProgress = (bytes: number): void => {
        if (bytes > 2 * MIB) stop.abort(new Error('told to stop'));
      };
      await expect(log.attempt(request, { signal: stop.signal, onProgress })).rejects.toThrow('told to stop');
      // The server still carries out the requests that were on their way.
      await server.sessionsEnded();
      const [part = ''] = await partsIn(join(server.folder, path));
      return join(server.folder, path, part);
    };
    const readVideo = async (path: string, assetId: string): Promise<string> =>
      (await observeFolder(join(server.folder, path)).objects(assetId))[0]?.['video.mp4'] ?? '';

    it('continues a file that an attempt has sent in part', async () => {
      const path = newPath();
      const content = randomBytes(3 * MIB).toString('hex');
      const request = await createRequest(dir.path, { 'video.mp4': content });
      const log = new DeliveryLog(open(path));
      const part = await interrupt(log, request, path);
      const already = (await stat(part)).size;
      const seen: number[] = [];
      expect(await log.attempt(request, { onProgress: (bytes) => seen.push(bytes) })).toMatchObject({ kind: 'delivered' });
      expect(seen[0]).toBeGreaterThanOrEqual(already - MIB);
      expect(seen.at(-1)).toBe(content.length);
      expect((await readVideo(path, request.assetId)) === content).toBe(true);
      expect(await partsIn(join(server.folder, path))).toEqual([]);
    });

    it.each([
      ['has lost its end', (part: string) => truncate(part, 100)],
      ['is larger than the file', (part: string) => truncate(part, 50 * MIB)],
      ['is gone', (part: string) => rm(part)],
    ])('sends a file again whose partial file %s', async (_, damage) => {
      const path = newPath();
      const content = randomBytes(3 * MIB).toString('hex');
      const request = await createRequest(dir.path, { 'video.mp4': content });
      const log = new DeliveryLog(open(path));
      await damage(await interrupt(log, request, path));
      expect(await log.attempt(request)).toMatchObject({ kind: 'delivered' });
      expect((await readVideo(path, request.assetId)) === content).toBe(true);
    });

    it('reports a folder that it may not write to, until it may', async () => {
      const path = randomUUID();
      await mkdir(join(server.folder, path));
      await chmod(join(server.folder, path), 0o555);
      const destination = open(path);
      const [, write] = destination.probes();
      const refusal = { kind: 'waiting', code: 'output-not-writable' };
      await expect(Promise.resolve(write?.run(new AbortController().signal))).rejects.toMatchObject(refusal);
      const request = await createRequest(dir.path, { 'a.txt': 'a' });
      await expect(new DeliveryLog(destination).attempt(request)).rejects.toMatchObject(refusal);
      await chmod(join(server.folder, path), 0o777);
      expect(await new DeliveryLog(destination).attempt(request)).toMatchObject({ kind: 'delivered' });
    });

    it('writes through no symbolic link', async () => {
      const outside = await tempDir();
      await chmod(outside.path, 0o777);
      const path = randomUUID();
      await symlink(outside.path, join(server.folder, path));
      const request = await createRequest(dir.path, { 'a.txt': 'a' });
      await expect(open(path).check()).rejects.toMatchObject({ code: 'output-misconfigured' });
      await expect(new DeliveryLog(open(path)).attempt(request)).rejects.toMatchObject({ code: 'output-misconfigured' });
      expect(await readdir(outside.path)).toEqual([]);
      await outside.remove();
    });

    it('leads through no symbolic link above its folder', async () => {
      const outside = await tempDir();
      const path = randomUUID();
      await mkdir(join(outside.path, 'talks'));
      await symlink(outside.path, join(server.folder, path));
      await expect(open(`${path}/talks`).check()).rejects.toMatchObject({ code: 'output-misconfigured' });
      await outside.remove();
    });

    it('creates no folder through a symbolic link', async () => {
      const outside = await tempDir();
      await chmod(outside.path, 0o777);
      const path = randomUUID();
      await symlink(outside.path, join(server.folder, path));
      await expect(open(`${path}/talks`).check()).rejects.toMatchObject({ code: 'output-misconfigured' });
      expect(await readdir(outside.path)).toEqual([]);
      await outside.remove();
    });

    it('deletes nothing that a symbolic link in its own folders leads to', async () => {
      const outside = await tempDir();
      await writeFile(join(outside.path, 'keep.txt'), 'mine');
      const path = randomUUID();
      const log = new DeliveryLog(open(path));
      const first = await createRequest(dir.path, { 'a.txt': 'a' });
      await log.attempt(first);
      const [folder = ''] = await readdir(join(server.folder, path));
      await chmod(join(server.folder, path, folder), 0o777).catch(() => undefined);
      await symlink(outside.path, join(server.folder, path, folder, 'link')).catch(() => undefined);
      await log.attempt(await createRequest(dir.path, { 'a.txt': 'b' }, { assetId: first.assetId }));
      expect(await readFile(join(outside.path, 'keep.txt'), 'utf8')).toBe('mine');
      await outside.remove();
    });

    it.each<[string, () => Partial<Connection>, Partial<SftpParts>, object]>([
      [
        'another host key',
        () => ({ fingerprints: [`SHA256:${'A'.repeat(43)}`] }),
        {},
        { kind: 'waiting', code: 'host-key-refused' },
      ],
      ['a refused key', () => ({ privateKey: makeKeys().private }), {}, { kind: 'waiting', code: 'output-not-writable' }],
      ['a server that is away', () => ({ port: 9 }), {}, { kind: 'waiting', code: 'output-unreachable' }],
      ['a private address', () => ({}), { allowed: parseAllowedHosts('') }, { kind: 'permanent', code: 'output-misconfigured' }],
      ['a missing folder', () => ({ folder: '/missing/folder' }), {}, { kind: 'permanent', code: 'output-misconfigured' }],
    ])('explains %s', async (_, connection, parts, expected) => {
      const error: unknown = await open('', connection(), parts)
        .check()
        .catch((thrown: unknown) => thrown);
      expect(error).toMatchObject(expected);
      expect(inspect(error, { depth: 10 })).not.toMatch(/PRIVATE KEY/);
    });

    it('tells users neither the address nor the user of the connection', async () => {
      const request = await createRequest(dir.path, { 'a.txt': 'a' });
      const log = new DeliveryLog(open('talks'));
      await log.attempt(request);
      expect(log.delivered).toMatchObject({ place: expect.stringMatching(/^sftp:it\/talks#[0-9a-f]{8}$/) as string });
      expect(JSON.stringify(log.delivered)).not.toMatch(/127\.0\.0\.1|daemon/);
      expect(open('talks', { folder: '/elsewhere' }).place).not.toBe(open('talks').place);
    });
  });
});
