import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tempDir, type TempDir } from '@throughline/stack/testing';
import type { ChunkWriter } from '../client/download.js';
import { writeToFile } from './write-to-file.js';

const BYTES = Buffer.from('an archive');
const fetchAll = async (take: ChunkWriter): Promise<number> => {
  await take(BYTES);
  return BYTES.length;
};

describe('a file that a command writes', () => {
  let folder: TempDir;
  beforeEach(async () => {
    folder = await tempDir('tl-write-');
  });
  afterEach(() => folder.remove());

  it('appears under its name when it is whole', async () => {
    const target = join(folder.path, 'items.tar');
    expect(await writeToFile(target, fetchAll)).toBe(BYTES.length);
    expect(await readFile(target)).toEqual(BYTES);
  });

  it('does not appear if the fetch fails, and leaves no part behind', async () => {
    const fail = () => Promise.reject(new Error('broken'));
    await expect(writeToFile(join(folder.path, 'items.tar'), fail)).rejects.toThrow('broken');
    expect(await readdir(folder.path)).toEqual([]);
  });

  it('is refused in the place of a folder, before anything is fetched', async () => {
    const target = join(folder.path, 'items');
    await mkdir(target);
    const fetch = jest.fn(fetchAll);
    await expect(writeToFile(target, fetch)).rejects.toMatchObject({
      exit: 'usage',
      message: `${target} is a folder: name a file, which may be in it`,
    });
    expect(fetch).not.toHaveBeenCalled();
    expect(await readdir(folder.path)).toEqual(['items']);
  });

  it('is refused in a folder that does not exist', async () => {
    await expect(writeToFile(join(folder.path, 'none', 'items.tar'), fetchAll)).rejects.toMatchObject({ exit: 'usage' });
  });
});
