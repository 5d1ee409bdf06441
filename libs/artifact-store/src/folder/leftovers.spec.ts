import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { collectLeftovers } from './leftovers.js';
import { ownTag, ownerOf } from './owner.js';

const [pid = '', start = '', machine = ''] = ownTag.split('-');

describe('leftovers', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tl-left-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('are known by their owner', () => {
    expect(ownerOf(`${ownTag}.file`)).toBe('alive');
    // The number was given to another process since.
    expect(ownerOf(`${pid}-${String(Number(start) + 1)}-${machine}.file`)).toBe('dead');
    expect(ownerOf(`4194999-1-${machine}.file`)).toBe('dead');
    expect(ownerOf(`${pid}-${start}-000000000000.file`)).toBe('elsewhere');
    expect(ownerOf('notes.txt')).toBe('unknown');
  });

  it('of the dead go, of others only when nobody can be at work on them any more', async () => {
    const names = { alive: `${ownTag}.a`, dead: `4194999-1-${machine}.b`, elsewhere: '1-1-000000000000.c', unknown: 'notes.txt' };
    for (const name of Object.values(names)) await writeFile(join(folder, name), 'x');
    await mkdir(join(folder, `4194999-1-${machine}.folder`, 'deep'), { recursive: true });
    expect(await collectLeftovers(folder)).toBe(2);
    expect((await readdir(folder)).sort()).toEqual([names.alive, names.elsewhere, names.unknown].sort());
    const longAgo = new Date(Date.now() - 72 * 60 * 60_000);
    for (const name of [names.alive, names.elsewhere, names.unknown]) await utimes(join(folder, name), longAgo, longAgo);
    expect(await collectLeftovers(folder)).toBe(2);
    expect(await readdir(folder)).toEqual([names.alive]);
  });
});
