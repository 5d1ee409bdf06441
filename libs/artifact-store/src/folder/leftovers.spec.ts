import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { collectLeftovers } from './leftovers.js';
import { ownTag, findOwnerState } from './owner.js';

const [pid = '', start = '', machine = ''] = ownTag.split('-');

describe('leftovers', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tl-left-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('are recognised by their owner', () => {
    expect(findOwnerState(`${ownTag}.file`)).toBe('alive');
    // The process id was reused by another process.
    expect(findOwnerState(`${pid}-${String(Number(start) + 1)}-${machine}.file`)).toBe('dead');
    expect(findOwnerState(`4194999-1-${machine}.file`)).toBe('dead');
    expect(findOwnerState(`${pid}-${start}-000000000000.file`)).toBe('elsewhere');
    expect(findOwnerState('notes.txt')).toBe('unknown');
  });

  it('of dead processes are removed, others only once they are too old to be in use', async () => {
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
