import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MANIFEST, type Manifest } from '../manifest.js';
import { holds, readManifest } from './manifest.js';
import { makeWay, takeAway, type Seen } from './make-way.js';

const manifestOf = (key: string): Manifest => ({ v: 1, assetId: 'asset', output: 'one', key, files: [] });

describe('a delivered folder that makes way for newer content', () => {
  let root: string;
  let seen: Seen;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'tl-way-'));
    seen = { path: join(root, 'talk'), manifest: manifestOf('first') };
    await mkdir(seen.path);
    await writeFile(join(seen.path, MANIFEST), JSON.stringify(seen.manifest));
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  it('is moved aside', async () => {
    await makeWay(seen, join(root, 'old'));
    expect(await readdir(root)).toEqual(['old']);
  });

  it('stays where a successor has delivered while the one that had seen it slept', async () => {
    await writeFile(join(seen.path, MANIFEST), JSON.stringify(manifestOf('second')));
    await expect(makeWay(seen, join(root, 'old'))).rejects.toMatchObject({ kind: 'retryable', code: 'output-changed' });
    expect(await readManifest(seen.path)).toEqual(manifestOf('second'));
  });

  it('goes where another holds the newer content', async () => {
    await takeAway(seen, join(root, 'old'), () => Promise.resolve(true));
    expect(await readdir(root)).toEqual([]);
  });

  it('is put back where the newer content goes with it: it is the same folder by another name', async () => {
    await mkdir(join(root, 'acme'));
    await symlink('acme', join(root, 'ACME'));
    await mkdir(join(root, 'acme', 'bill'));
    await writeFile(join(root, 'acme', 'bill', MANIFEST), JSON.stringify(manifestOf('newer')));
    const other = { path: join(root, 'acme', 'bill'), manifest: manifestOf('newer') };
    await takeAway(other, join(root, 'old'), () => holds(join(root, 'ACME', 'bill'), 'newer'));
    expect(await holds(join(root, 'ACME', 'bill'), 'newer')).toBe(true);
    expect(await readdir(root)).not.toContain('old');
  });
});
