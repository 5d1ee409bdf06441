import { mkdtemp, readFile, readdir, realpath, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Source } from '@throughline/domain';
import { FetchBench } from '#testing/fetch-bench.js';
import { locateOriginal, originalSource } from './originals.js';

describe('an original that stays in a folder of the operator', () => {
  let root: string;
  let bench: FetchBench;
  beforeEach(async () => {
    root = await realpath(await mkdtemp(join(tmpdir(), 'tl-originals-')));
    bench = new FetchBench({}, undefined, { source: originalSource({ scans: root }) });
    await writeFile(join(root, 'letter.pdf'), 'bytes');
  });
  afterEach(async () => {
    await bench.close();
    await rm(root, { recursive: true, force: true });
  });

  const sourceOf = async (folder = 'scans'): Promise<Source> => {
    const found = await locateOriginal({ scans: root }, { folder: 'scans', path: 'letter.pdf' });
    if ('error' in found) throw new Error(found.error.message);
    return { kind: 'folder', settings: { folder, ...found } };
  };
  const failure = async (source: Source, path = 'letter.pdf'): Promise<string> => {
    const { step } = await bench.fetch(path, source);
    return step.phase === 'failed' ? step.error.code : step.phase;
  };

  it('is read by a run, which keeps a copy, and stays as it is', async () => {
    const before = await stat(join(root, 'letter.pdf'));
    const { step } = await bench.fetch('letter.pdf', await sourceOf());
    expect(step.phase).toBe('completed');
    expect((await bench.bytesOf(step)).toString()).toBe('bytes');
    expect(await readdir(root)).toEqual(['letter.pdf']);
    expect(await readFile(join(root, 'letter.pdf'), 'utf8')).toBe('bytes');
    expect((await stat(join(root, 'letter.pdf'))).ctimeMs).toBe(before.ctimeMs);
  });

  it('fails with the reason if it has changed or is gone since, also with the same length', async () => {
    const source = await sourceOf();
    await writeFile(join(root, 'letter.pdf'), 'other');
    await utimes(join(root, 'letter.pdf'), new Date(), new Date('2026-02-05T10:00:00Z'));
    expect(await failure(source)).toBe('source-changed');
    await rm(join(root, 'letter.pdf'));
    expect(await failure(source)).toBe('source-gone');
  });

  it('is never sought outside of the folder, or in a folder that the operator has closed', async () => {
    const source = await sourceOf();
    expect(await failure(source, '../letter.pdf')).toBe('source-misconfigured');
    expect(await failure(await sourceOf('closed'))).toBe('source-misconfigured');
  });
});
