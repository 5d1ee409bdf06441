import { mkdtemp, readFile, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LeftUploads, fingerprintOf } from './left-uploads.js';
import { findSourceFile } from './source-file.js';
import type { Upload } from './upload.js';

describe('what an earlier push has left', () => {
  let folder: string;
  let told: string[];
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tl-left-'));
    told = [];
  });
  afterEach(() => rm(folder, { recursive: true }));
  const open = (): LeftUploads => new LeftUploads(folder, (text) => told.push(text));
  const files = (): Promise<string[]> => readdir(join(folder, 'uploads'));

  it('is found by the next one, until it is forgotten', async () => {
    expect(await open().take('one', { key: 'first' })).toEqual({ key: 'first' });
    await open().keep('one', { key: 'first', path: '/api/v1/uploads/1' });
    expect(await open().take('one', { key: 'second' })).toEqual({ key: 'first', path: '/api/v1/uploads/1' });
    await open().forget('one');
    expect(await open().take('one', { key: 'third' })).toEqual({ key: 'third' });
    expect(told).toEqual([]);
  });

  it('is one for any number that begin at once', async () => {
    const keys = Array.from({ length: 20 }, (_, at) => `key-${String(at)}`);
    const taken = await Promise.all(keys.map((key) => open().take('one', { key })));
    expect(new Set(taken.map(({ key }) => key)).size).toBe(1);
    expect(await files()).toEqual(['one']);
  });

  it('is for nobody else to read', async () => {
    await open().take('one', { key: 'x' });
    expect((await stat(join(folder, 'uploads', 'one'))).mode & 0o077).toBe(0);
    expect((await stat(join(folder, 'uploads'))).mode & 0o077).toBe(0);
  });

  it.each(['', '{"key":', '7', '{"path":"/x"}', '{"key":"x","path":"http://elsewhere/x"}'])(
    'is nothing where the note is %j',
    async (text) => {
      await open().take('one', { key: 'old' });
      await writeFile(join(folder, 'uploads', 'one'), text);
      expect(await open().take('one', { key: 'new' })).toEqual({ key: 'new' });
      expect(await open().take('one', { key: 'newer' })).toEqual({ key: 'new' });
      expect(told).toEqual([]);
    },
  );

  it('is swept away when no server can know it any more', async () => {
    await open().take('old', { key: 'x' });
    const then = new Date(Date.now() - 8 * 24 * 3_600_000);
    await utimes(join(folder, 'uploads', 'old'), then, then);
    await open().take('new', { key: 'y' });
    expect(await files()).toEqual(['new']);
  });

  it('is nothing, and said so once, where the folder is none', async () => {
    await writeFile(join(folder, 'file'), '');
    const left = new LeftUploads(join(folder, 'file'), (text) => told.push(text));
    expect(await left.take('one', { key: 'x' })).toEqual({ key: 'x' });
    await left.keep('one', { key: 'x', path: '/y' });
    expect(told).toEqual([expect.stringContaining('will begin anew')]);
  });
});

describe('the fingerprint of an upload', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tl-fingerprint-'));
    await writeFile(join(folder, 'a.mp4'), 'bytes');
  });
  afterEach(() => rm(folder, { recursive: true }));
  const SERVER = 'http://one.example';
  const upload = async (more: Partial<Upload> = {}): Promise<Upload> => ({
    file: await findSourceFile(join(folder, 'a.mp4')),
    fields: { title: 'A', run: 'true' },
    key: undefined,
    onProgress: () => undefined,
    ...more,
  });

  it('is the same for the same file and words, by whatever path and in whatever order', async () => {
    const one = await fingerprintOf(SERVER, await upload());
    const path = join(folder, '.', '..', folder.split('/').at(-1) ?? '', 'a.mp4');
    const other = await upload({ file: await findSourceFile(path), fields: { run: 'true', title: 'A' } });
    expect(await fingerprintOf(SERVER, other)).toBe(one);
    expect(one).toMatch(/^[0-9a-f]{64}$/);
  });

  it('is another one for another server, other words, another key and a file that has changed', async () => {
    const prints = [
      await fingerprintOf(SERVER, await upload()),
      await fingerprintOf('http://two.example', await upload()),
      await fingerprintOf(SERVER, await upload({ fields: { title: 'B', run: 'true' } })),
      await fingerprintOf(SERVER, await upload({ key: 'mine' })),
    ];
    const text = await readFile(join(folder, 'a.mp4'), 'utf8');
    await utimes(join(folder, 'a.mp4'), 1, 1);
    prints.push(await fingerprintOf(SERVER, await upload()));
    await writeFile(join(folder, 'a.mp4'), `${text}!`);
    await utimes(join(folder, 'a.mp4'), 1, 1);
    prints.push(await fingerprintOf(SERVER, await upload()));
    expect(new Set(prints).size).toBe(prints.length);
  });
});
