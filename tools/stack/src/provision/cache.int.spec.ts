import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tempDir, type TempDir } from '#testing/until.js';
import { Cache } from './cache.js';

describe('Cache', () => {
  let folder: TempDir;
  let cache: Cache;
  beforeEach(async () => {
    folder = await tempDir('tl cache ');
    cache = new Cache(join(folder.path, 'a b'));
  });
  afterEach(() => folder.remove());

  const fill = (text: string) => (scratch: string) => writeFile(join(scratch, 'file'), text);

  it('fills an entry once', async () => {
    const first = await cache.entry('tool/1', fill('one'));
    const second = await cache.entry('tool/1', fill('two'));
    expect(second).toBe(first);
    expect(await readFile(join(second, 'file'), 'utf8')).toBe('one');
  });

  it('has no entry after a failed download', async () => {
    const failing = cache.entry('tool/1', async (scratch) => {
      await fill('half')(scratch);
      throw new Error('broke off');
    });
    await expect(failing).rejects.toThrow('broke off');
    expect(await cache.has('tool/1')).toBe(false);
    expect(await readdir(cache.path('tmp'))).toEqual([]);
  });

  it('keeps one complete entry if two processes fill it at the same time', async () => {
    const folders = await Promise.all(['one', 'two', 'three'].map((text) => cache.entry('tool/1', fill(text))));
    expect(new Set(folders).size).toBe(1);
    expect(['one', 'two', 'three']).toContain(await readFile(join(folders[0] ?? '', 'file'), 'utf8'));
    expect(await readdir(cache.path('tmp'))).toEqual([]);
  });

  it('names the disk that is full', async () => {
    const full = cache.entry('tool/1', () => Promise.reject(Object.assign(new Error('write'), { code: 'ENOSPC' })));
    await expect(full).rejects.toMatchObject({ kind: 'disk-full', message: expect.stringContaining(cache.folder) });
  });
});
