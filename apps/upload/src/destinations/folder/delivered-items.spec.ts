import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { foundAt, identityOf, type Found } from './delivered-items.js';

describe('a folder that was found by one of its names', () => {
  let root: string;
  let found: readonly Found[];
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'tl-found-'));
    await mkdir(join(root, 'acme', 'bill'), { recursive: true });
    await symlink('acme', join(root, 'ACME'));
    const path = join(root, 'acme', 'bill');
    const manifest = { v: 1, assetId: 'asset', output: 'one', key: 'first', files: [] } as const;
    found = [{ path, identity: (await identityOf(path)) ?? '', manifest: { ...manifest, files: [] } }];
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  it('is known by any other', async () => {
    expect(await foundAt(join(root, 'ACME', 'bill'), found)).toBe(found[0]);
  });

  it('is not taken for another, nor for what is not there', async () => {
    await mkdir(join(root, 'acme', 'Bill 2'));
    expect(await foundAt(join(root, 'acme', 'Bill 2'), found)).toBeUndefined();
    expect(await foundAt(join(root, 'gone'), found)).toBeUndefined();
  });
});
