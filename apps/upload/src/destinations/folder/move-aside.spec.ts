import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MANIFEST, type Manifest } from '../../kit/manifest.js';
import { hasContent, readManifest } from './manifest.js';
import { moveAside, removeReplaced, type DeliveredFolder } from './move-aside.js';

const manifestOf = (key: string): Manifest => ({ v: 1, assetId: 'asset', output: 'one', key, files: [] });

describe('a delivered folder that newer content replaces', () => {
  let root: string;
  let seen: DeliveredFolder;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'tl-way-'));
    seen = { path: join(root, 'talk'), manifest: manifestOf('first') };
    await mkdir(seen.path);
    await writeFile(join(seen.path, MANIFEST), JSON.stringify(seen.manifest));
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  it('is moved away', async () => {
    await moveAside(seen, join(root, 'old'));
    expect(await readdir(root)).toEqual(['old']);
  });

  it('stays if another attempt has delivered since it was read', async () => {
    await writeFile(join(seen.path, MANIFEST), JSON.stringify(manifestOf('second')));
    await expect(moveAside(seen, join(root, 'old'))).rejects.toMatchObject({ kind: 'retryable', code: 'output-changed' });
    expect(await readManifest(seen.path)).toEqual(manifestOf('second'));
  });

  it('is deleted if another folder holds the newer content', async () => {
    await removeReplaced(seen, join(root, 'old'), () => Promise.resolve(true));
    expect(await readdir(root)).toEqual([]);
  });

  it('is restored if the newer content disappears with it, because both are one folder', async () => {
    await mkdir(join(root, 'acme'));
    await symlink('acme', join(root, 'ACME'));
    await mkdir(join(root, 'acme', 'bill'));
    await writeFile(join(root, 'acme', 'bill', MANIFEST), JSON.stringify(manifestOf('newer')));
    const other = { path: join(root, 'acme', 'bill'), manifest: manifestOf('newer') };
    await removeReplaced(other, join(root, 'old'), () => hasContent(join(root, 'ACME', 'bill'), 'newer'));
    expect(await hasContent(join(root, 'ACME', 'bill'), 'newer')).toBe(true);
    expect(await readdir(root)).not.toContain('old');
  });
});
