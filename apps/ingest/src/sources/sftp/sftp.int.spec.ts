import { chmod, mkdir, readFile, readdir, rename, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { SourceConfig, SourceEntry } from '@throughline/contracts';
import { sshd, tempDir, withTool } from '@throughline/stack/testing';
import { makeKeys, startOpenssh, type OpensshServer } from '@throughline/sftp/testing';
import { listAll, sourceListerContract } from '../../testing/source-lister.contract.js';
import type { ListedSourceType, SourceLister } from '../../kit/source-lister.js';
import type { Connection } from '@throughline/sftp';
import { sftpSource } from './index.js';

const AT = new Date('2026-02-05T10:00:00Z');
const never = new AbortController().signal;
const program = await sshd();

async function put(root: string, name: string, content = 'content', at = AT): Promise<void> {
  const path = join(root, name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
  await utimes(path, at, at);
  // The server may run as another user.
  for (let folder = dirname(path); folder.startsWith(root); folder = dirname(folder)) await chmod(folder, 0o777);
}

const filesBelow = async (root: string): Promise<readonly string[]> =>
  (await readdir(root, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();

const render = (entries: readonly SourceEntry[]): readonly string[] =>
  entries.map((entry) => (entry.kind === 'item' ? entry.name : `${entry.name}: ${entry.code}`));

withTool('openssh-server', program, () => {
  const start = (): Promise<OpensshServer> => startOpenssh(program ?? { path: '', env: {}, helpers: {} });
  let server: OpensshServer;
  let types: ListedSourceType[] = [];
  beforeAll(async () => {
    server = await start();
  });
  afterEach(async () => {
    for (const type of types) type.close?.();
    types = [];
    // One name is not UTF-8.
    for (const name of await readdir(server.folder, { encoding: 'buffer' }))
      await rm(Buffer.concat([Buffer.from(`${server.folder}/`), name]), { recursive: true });
  });
  afterAll(() => server.close());

  const typeOf = (connection: Partial<Connection> = {}): ListedSourceType => {
    const type = sftpSource({ archive: { ...server.connection, ...connection } }, 1_000_000_000);
    types.push(type);
    return type;
  };
  const open = (settings: SourceConfig['settings'] = {}, connection?: Partial<Connection>): SourceLister =>
    typeOf(connection).open({ connection: 'archive', ...settings });
  const list = (settings?: SourceConfig['settings']): Promise<readonly SourceEntry[]> => listAll(open(settings));
  const idOf = async (settings?: SourceConfig['settings']): Promise<string> => {
    const [entry] = await list(settings);
    if (entry?.kind !== 'item') throw new Error('no item');
    return entry.external_id;
  };
  const test = async (settings: SourceConfig['settings'], connection?: Partial<Connection>): Promise<unknown> => {
    for (const { run } of open(settings, connection).probes()) await run(never);
    return 'ok';
  };

  sourceListerContract('a folder of an OpenSSH server', () =>
    Promise.resolve({
      open: () => open({ subfolders: true }),
      openRetiring: () => open({ subfolders: true, after: 'move' }),
      put: (name, content, at) => put(server.folder, name, content, at),
      contents: async () => (await Promise.all((await filesBelow(server.folder)).map((path) => readFile(path, 'utf8')))).sort(),
      close: () => Promise.resolve(),
    }),
  );

  describe('a source of an OpenSSH server', () => {
    it('lists entries with their reasons, and enters no symbolic link', async () => {
      await put(server.folder, 'ü/talk.mp4', 'video');
      await put(server.folder, 'locked/a.mp4');
      await put(server.folder, '.hidden.mp4');
      await put(server.folder, 'line\nbreak.mp4');
      await symlink(join(server.folder, 'ü'), join(server.folder, 'link'));
      await writeFile(Buffer.concat([Buffer.from(`${server.folder}/bad`), Buffer.from([0xff]), Buffer.from('.mp4')]), 'x');
      await chmod(join(server.folder, 'locked'), 0);
      const found = render(await list({ subfolders: true }));
      await chmod(join(server.folder, 'locked'), 0o777);
      expect(found).toEqual([
        'bad\u{FFFD}.mp4: unreadable-name',
        'line?break.mp4: unreadable-name',
        'link: not-a-file',
        'locked: not-readable',
        'talk.mp4',
      ]);
    });

    it('reads a file of many pieces in order', async () => {
      const content = Array.from({ length: 200_000 }, (_, index) => index.toString(36)).join(' ');
      await put(server.folder, 'long.txt', content);
      const opened = await open().open?.(await idOf());
      const chunks: Buffer[] = [];
      for await (const chunk of opened?.stream ?? []) chunks.push(chunk as Buffer);
      await opened?.close();
      expect(Buffer.concat(chunks).toString() === content).toBe(true);
    });

    it('refuses paths through symbolic links, which could lead to other files of the server', async () => {
      const outside = await tempDir();
      await put(outside.path, 'a.mp4');
      await put(server.folder, 'talks/a.mp4');
      const [listed, lister] = [await idOf({ path: 'talks' }), open({ path: 'talks', after: 'move' })];
      await rename(join(server.folder, 'talks'), join(server.folder, 'moved'));
      await symlink(outside.path, join(server.folder, 'talks'));
      const refusal = { code: 'source-misconfigured' };
      await expect(list({ path: 'talks' })).rejects.toMatchObject(refusal);
      await expect(Promise.resolve(lister.open?.(listed))).rejects.toMatchObject(refusal);
      await expect(Promise.resolve(lister.retire?.(listed))).rejects.toMatchObject(refusal);
      await rm(join(server.folder, 'talks'));
      await mkdir(join(server.folder, 'talks'));
      await symlink(join(outside.path, 'a.mp4'), join(server.folder, 'talks/a.mp4'));
      await expect(Promise.resolve(lister.open?.(listed))).rejects.toMatchObject({ code: 'source-changed' });
      expect(await filesBelow(outside.path)).toEqual([join(outside.path, 'a.mp4')]);
      await outside.remove();
    });

    it('notices that a file has changed while it was read', async () => {
      await put(server.folder, 'a.mp4', 'one');
      const opened = await open().open?.(await idOf());
      await put(server.folder, 'a.mp4', 'two', new Date(AT.getTime() + 1_000));
      await expect(opened?.requireUnchanged()).rejects.toMatchObject({ kind: 'permanent', code: 'source-changed' });
      await opened?.close();
    });

    it('moves imported files to the same subfolder below another folder, and replaces no file there', async () => {
      const settings = { subfolders: true, after: 'move', moved_to: 'Done/2026' };
      await put(server.folder, 'Done/2026/spring/a.mp4', 'earlier');
      await put(server.folder, 'spring/a.mp4', 'later');
      await put(server.folder, 'autumn/b.mp4', 'other');
      const lister = open(settings);
      for (const entry of await list(settings))
        if (entry.kind === 'item') expect(await lister.retire?.(entry.external_id)).toEqual({ state: 'retired' });
      expect(await readFile(join(server.folder, 'Done/2026/spring/a.mp4'), 'utf8')).toBe('earlier');
      expect(await readFile(join(server.folder, 'Done/2026/spring/a (2).mp4'), 'utf8')).toBe('later');
      expect(await readFile(join(server.folder, 'Done/2026/autumn/b.mp4'), 'utf8')).toBe('other');
    });

    it.each<[string, () => Partial<Connection>, SourceConfig['settings'], { code: string; message: RegExp }]>([
      [
        'another host key',
        () => ({ fingerprints: [`SHA256:${'A'.repeat(43)}`] }),
        {},
        { code: 'host-key-refused', message: /SHA256:[\w+/]{43}, which is not one of/ },
      ],
      [
        'a refused key',
        () => ({ privateKey: makeKeys().private }),
        {},
        { code: 'source-not-permitted', message: /The operator must correct the connection/ },
      ],
      ['a server that is away', () => ({ port: 9 }), {}, { code: 'source-unreachable', message: /ECONNREFUSED/ }],
      ['a missing folder', () => ({}), { path: 'missing' }, { code: 'source-gone', message: /^The folder of the source does/ }],
      [
        'a missing folder of the connection',
        () => ({ folder: '/missing/folder' }),
        {},
        { code: 'source-gone', message: /^The folder of the connection 'archive' does not exist$/ },
      ],
    ])('explains %s', async (_, connection, settings, { code, message }) => {
      const error: unknown = await test(settings, connection()).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ code, message: expect.stringMatching(message) as string });
      expect(String(error)).not.toContain(server.folder);
      expect(String(error)).not.toContain('127.0.0.1');
    });

    it('passes its test', async () => {
      expect(await test({ after: 'move' })).toBe('ok');
    });
  });
});
