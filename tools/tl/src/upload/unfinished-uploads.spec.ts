import { mkdtemp, readFile, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UnfinishedUploads, computeFingerprint } from './unfinished-uploads.js';
import { findSourceFile } from './source-file.js';
import type { Upload } from './upload.js';

describe('the unfinished upload of an earlier push', () => {
  let folder: string;
  let warnings: string[];
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tl-left-'));
    warnings = [];
  });
  afterEach(() => rm(folder, { recursive: true }));
  const open = (): UnfinishedUploads => new UnfinishedUploads(folder, (text) => warnings.push(text));
  const files = (): Promise<string[]> => readdir(join(folder, 'uploads'));

  it('is found by the next push until it is forgotten', async () => {
    expect(await open().take('one', { key: 'first' })).toEqual({ key: 'first' });
    await open().keep('one', { key: 'first', path: '/api/v1/uploads/1' });
    expect(await open().take('one', { key: 'second' })).toEqual({ key: 'first', path: '/api/v1/uploads/1' });
    await open().forget('one');
    expect(await open().take('one', { key: 'third' })).toEqual({ key: 'third' });
    expect(warnings).toEqual([]);
  });

  it('is shared by any number of concurrent pushes', async () => {
    const keys = Array.from({ length: 20 }, (_, at) => `key-${String(at)}`);
    const taken = await Promise.all(keys.map((key) => open().take('one', { key })));
    expect(new Set(taken.map(({ key }) => key)).size).toBe(1);
    expect(await files()).toEqual(['one']);
  });

  it('is readable only for its user', async () => {
    await open().take('one', { key: 'x' });
    expect((await stat(join(folder, 'uploads', 'one'))).mode & 0o077).toBe(0);
    expect((await stat(join(folder, 'uploads'))).mode & 0o077).toBe(0);
  });

  it.each(['', '{"key":', '7', '{"path":"/x"}', '{"key":"x","path":"http://elsewhere/x"}'])(
    'is ignored if its file contains %j',
    async (text) => {
      await open().take('one', { key: 'old' });
      await writeFile(join(folder, 'uploads', 'one'), text);
      expect(await open().take('one', { key: 'new' })).toEqual({ key: 'new' });
      expect(await open().take('one', { key: 'newer' })).toEqual({ key: 'new' });
      expect(warnings).toEqual([]);
    },
  );

  it('is deleted once no server can still have it', async () => {
    await open().take('old', { key: 'x' });
    const then = new Date(Date.now() - 8 * 24 * 3_600_000);
    await utimes(join(folder, 'uploads', 'old'), then, then);
    await open().take('new', { key: 'y' });
    expect(await files()).toEqual(['new']);
  });

  it('is not stored if the folder is unusable, which is reported once', async () => {
    await writeFile(join(folder, 'file'), '');
    const left = new UnfinishedUploads(join(folder, 'file'), (text) => warnings.push(text));
    expect(await left.take('one', { key: 'x' })).toEqual({ key: 'x' });
    await left.keep('one', { key: 'x', path: '/y' });
    expect(warnings).toEqual([expect.stringContaining('will start over')]);
  });
});

describe('computeFingerprint', () => {
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

  it('returns the same for the same file and fields, whatever the path and order', async () => {
    const one = await computeFingerprint(SERVER, await upload());
    const path = join(folder, '.', '..', folder.split('/').at(-1) ?? '', 'a.mp4');
    const other = await upload({ file: await findSourceFile(path), fields: { run: 'true', title: 'A' } });
    expect(await computeFingerprint(SERVER, other)).toBe(one);
    expect(one).toMatch(/^[0-9a-f]{64}$/);
  });

  it('differs for another server, other fields, another key and a changed file', async () => {
    const prints = [
      await computeFingerprint(SERVER, await upload()),
      await computeFingerprint('http://two.example', await upload()),
      await computeFingerprint(SERVER, await upload({ fields: { title: 'B', run: 'true' } })),
      await computeFingerprint(SERVER, await upload({ key: 'mine' })),
    ];
    const text = await readFile(join(folder, 'a.mp4'), 'utf8');
    await utimes(join(folder, 'a.mp4'), 1, 1);
    prints.push(await computeFingerprint(SERVER, await upload()));
    await writeFile(join(folder, 'a.mp4'), `${text}!`);
    await utimes(join(folder, 'a.mp4'), 1, 1);
    prints.push(await computeFingerprint(SERVER, await upload()));
    expect(new Set(prints).size).toBe(prints.length);
  });
});
