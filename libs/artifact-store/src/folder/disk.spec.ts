import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { FolderArtifactStore, openFolderArtifactStore } from '../artifact-store.folder.js';
import { listKeys, readAll } from '../testing/content.js';
import { linkOrRename, realDisk, type Disk } from './disk.js';
import { FolderLayout } from './layout.js';

const failure = (code: string): Error => Object.assign(new Error(`${code}: it failed`), { code });
const failing =
  (code: string): (() => Promise<never>) =>
  () =>
    Promise.reject(failure(code));

describe('a failing disk', () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'tl-disk-'));
    await openFolderArtifactStore(root);
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  const storeOn = (broken: Partial<Disk>): FolderArtifactStore =>
    new FolderArtifactStore(new FolderLayout(root), { ...realDisk, ...broken });
  const nothingLeft = async (): Promise<void> => {
    expect(await readdir(join(root, 'tmp'))).toEqual([]);
    expect(await listKeys(storeOn({}))).toEqual([]);
  };

  const fullAfter =
    (bytes: number): Disk['create'] =>
    async (path) => {
      await writeFile(path, '');
      let taken = 0;
      return new Writable({
        write: (chunk: Uint8Array, _encoding, done) => {
          taken += chunk.byteLength;
          done(taken > bytes ? failure('ENOSPC') : null);
        },
      });
    };

  it.each<[string, Partial<Disk>]>([
    ['at the beginning', { create: failing('ENOSPC') }],
    ['in the middle', { create: fullAfter(100_000) }],
    ['at a folder', { makeFolder: failing('ENOSPC') }],
    ['at the name', { link: failing('ENOSPC') }],
    ['by a quota', { create: failing('EDQUOT') }],
  ])('without space, %s, is reported as such and leaves nothing behind', async (_, broken) => {
    const source = Readable.from([Buffer.alloc(80_000), Buffer.alloc(80_000)]);
    await expect(storeOn(broken).put('a/b', source)).rejects.toMatchObject({
      kind: 'retryable',
      code: 'disk-full',
      message: expect.stringContaining(root) as string,
      cause: expect.objectContaining({ code: expect.stringMatching(/ENOSPC|EDQUOT/) as string }) as Error,
    });
    expect(source.destroyed).toBe(true);
    await nothingLeft();
  });

  it('without write permission is reported as such', async () => {
    await expect(storeOn({ create: failing('EACCES') }).put('a', Buffer.from('x'))).rejects.toMatchObject({
      kind: 'retryable',
      code: 'store-not-writable',
    });
    await nothingLeft();
  });

  it('passes on an unknown error unchanged', async () => {
    await expect(storeOn({ link: failing('EIO') }).put('a', Buffer.from('x'))).rejects.toMatchObject({ code: 'EIO' });
    await nothingLeft();
  });

  it('without space still accepts a repeated put of stored content', async () => {
    await storeOn({}).put('kept', Buffer.from('content'));
    expect(await storeOn({ create: failing('ENOSPC') }).put('kept', Buffer.from('content'))).toMatchObject({ size: 7 });
    expect((await readAll(storeOn({}), 'kept')).toString()).toBe('content');
  });

  it('loses a folder before it is used, and the put tries again', async () => {
    let tries = 0;
    const link: Disk['link'] = async (from, to) => {
      tries += 1;
      if (tries < 3) await rm(join(root, 'objects', 'a'), { recursive: true, force: true });
      await realDisk.link(from, to);
    };
    await storeOn({ link }).put('a/b/c', Buffer.from('x'));
    expect(tries).toBe(3);
    expect(await listKeys(storeOn({}))).toEqual(['a/b/c']);
  });

  it("syncs new folders together with the file's name", async () => {
    const synced: string[] = [];
    const syncFolder: Disk['syncFolder'] = (path) => {
      synced.push(path.slice(root.length + 1));
      return realDisk.syncFolder(path);
    };
    await storeOn({ syncFolder }).put('a/b/c', Buffer.from('x'));
    expect(synced).toEqual(['objects/a/b', 'objects/a', 'objects']);
    synced.length = 0;
    await storeOn({ syncFolder }).put('a/b/d', Buffer.from('x'));
    expect(synced).toEqual(['objects/a/b']);
  });

  it('gives programs read-only files', async () => {
    await storeOn({}).put('a', Buffer.from('x'));
    const { path } = await storeOn({}).materialize('a');
    expect((await stat(path)).mode & 0o222).toBe(0);
  });

  it('lists no files that an operator has put into the folder', async () => {
    await writeFile(join(root, 'objects', 'my notes.txt'), 'x');
    await storeOn({}).put('real', Buffer.from('x'));
    expect(await listKeys(storeOn({}))).toEqual(['real']);
  });
});

describe('a file system without hard links', () => {
  it.each(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'])('that reports %s still writes once', async (code) => {
    const folder = await mkdtemp(join(tmpdir(), 'tl-links-'));
    const [from, to] = [join(folder, 'from'), join(folder, 'to')];
    await writeFile(from, 'one');
    await linkOrRename(from, to, failing(code));
    expect(await readdir(folder)).toEqual(['to']);
    await writeFile(from, 'two');
    await expect(linkOrRename(from, to, failing(code))).rejects.toMatchObject({ code: 'EEXIST' });
    await expect(linkOrRename(from, to, failing('EIO'))).rejects.toMatchObject({ code: 'EIO' });
    expect(await readFile(to, 'utf8')).toBe('one');
    await rm(folder, { recursive: true });
  });
});

describe('a folder that cannot be prepared', () => {
  it('is named in the error', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tl-file-'));
    await writeFile(join(folder, 'file'), '');
    await expect(openFolderArtifactStore(join(folder, 'file'))).rejects.toMatchObject({ code: 'ENOTDIR' });
    await rm(folder, { recursive: true });
  });
});
