import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findBelow, mapPath, parseFileMapping } from './file-mapping.js';

const mappings = ['/data=/new', '/data/scans/=/scans', '=/relative'].map(parseFileMapping);

describe('the mapping of old paths', () => {
  it.each<[string, string, readonly string[]]>([
    ['/data/a.pdf', '/new', ['a.pdf']],
    ['/data/scans/2024//./b.pdf', '/scans', ['2024', 'b.pdf']],
    ['/data/scans2/c.pdf', '/new', ['scans2', 'c.pdf']],
    ['/data//a.pdf', '/new', ['a.pdf']],
    ['d/e.pdf', '/relative', ['d', 'e.pdf']],
  ])('takes the longest beginning of %s that ends with a whole name', (path, target, names) => {
    expect(mapPath(path, mappings)).toMatchObject({ mapping: { target }, names });
  });

  it.each(['/', '//'])('takes every absolute path for the root, given as %s', (root) => {
    const whole = [...mappings, parseFileMapping(`${root}=/mnt/copy`)];
    expect(mapPath('/other/a.pdf', whole)).toMatchObject({ mapping: { target: '/mnt/copy' }, names: ['other', 'a.pdf'] });
    expect(mapPath('/data/a.pdf', whole)).toMatchObject({ mapping: { target: '/new' }, names: ['a.pdf'] });
    expect(mapPath('b.pdf', whole)).toMatchObject({ mapping: { target: '/relative' }, names: ['b.pdf'] });
    expect(mapPath('/../etc/passwd', whole)).toEqual({ problem: expect.stringMatching(/leaves the mapped folder/) as string });
  });

  it.each<[string, RegExp]>([
    ['/other/a.pdf', /none of the mapped/],
    ['/database/a.pdf', /none of the mapped/],
    ['/data/../etc/passwd', /leaves the mapped folder/],
    ['../x', /leaves the mapped folder/],
    ['/data/', /names no file/],
    ['/data/a\u0000b', /control characters/],
    ['/data/a\nb', /control characters/],
  ])('refuses %j', (path, words) => {
    expect(mapPath(path, mappings)).toEqual({ problem: expect.stringMatching(words) as string });
  });

  it.each(['/data', '/data=', ''])('is refused as the argument %j', (text) => {
    expect(() => parseFileMapping(text)).toThrow(/must be OLD=NEW/);
  });
});

describe('a file of the older system', () => {
  let folder: string;
  let outside: string;
  beforeEach(async () => {
    [folder, outside] = [
      await realpath(await mkdtemp(join(tmpdir(), 'tl-files-'))),
      await realpath(await mkdtemp(join(tmpdir(), 'tl-outside-'))),
    ];
    await mkdir(join(folder, 'real'));
    await writeFile(join(folder, 'real', 'a.pdf'), 'bytes');
    await writeFile(join(outside, 'secret'), 'secret');
    await symlink(join(folder, 'real'), join(folder, 'inside'));
    await symlink(outside, join(folder, 'away'));
    await symlink(join(outside, 'secret'), join(folder, 'link'));
    await symlink(join(folder, 'loop'), join(folder, 'loop'));
    execFileSync('mkfifo', [join(folder, 'pipe')]);
  });
  afterEach(async () => {
    for (const each of [folder, outside]) await rm(each, { recursive: true, force: true });
  });

  it.each([['real'], ['inside']])('is found in %s, also behind a link that stays inside', async (name) => {
    expect(await findBelow(folder, [name, 'a.pdf'])).toMatchObject({ name: 'a.pdf', size: 5, mediaType: 'application/pdf' });
  });

  it.each<[string, readonly string[], RegExp]>([
    ['a link to another folder', ['away', 'secret'], /leads out/],
    ['a link to another file', ['link'], /leads out/],
    ['a circle of links', ['loop'], /cannot be read \(ELOOP\)/],
    ['a pipe', ['pipe'], /no regular file/],
    ['a folder', ['real'], /no regular file/],
    ['a missing file', ['none'], /no file at its path/],
    ['a file used as a folder', ['real', 'a.pdf', 'b'], /no file at its path/],
  ])('is not found behind %s', async (_, names, words) => {
    const found = await findBelow(folder, names);
    expect(found).toEqual({ problem: expect.stringMatching(words) as string });
    expect(JSON.stringify(found)).not.toContain(outside);
  });
});
