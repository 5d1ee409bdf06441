import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findAtPath, readIdentity, type IdentifiedFolder } from './delivered-items.js';

describe('a folder with several names', () => {
  let root: string;
  let found: readonly IdentifiedFolder[];
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'tl-found-'));
    await mkdir(join(root, 'acme', 'bill'), { recursive: true });
    await symlink('acme', join(root, 'ACME'));
    const path = join(root, 'acme', 'bill');
    const manifest = { v: 1, assetId: 'asset', output: 'one', key: 'first', files: [] } as const;
    found = [{ path, identity: (await readIdentity(path)) ?? '', manifest: { ...manifest, files: [] } }];
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  it('is found by each of them', async () => {
    expect(await findAtPath(join(root, 'ACME', 'bill'), found)).toBe(found[0]);
  });

  it('is not confused with another folder or a missing one', async () => {
    await mkdir(join(root, 'acme', 'Bill 2'));
    expect(await findAtPath(join(root, 'acme', 'Bill 2'), found)).toBeUndefined();
    expect(await findAtPath(join(root, 'gone'), found)).toBeUndefined();
  });
});
