import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { findOwnerState } from './owner.js';

/** Longer than any operation takes. Used for files of other machines, whose processes cannot be checked. */
const ABANDONED_MS = 48 * 60 * 60_000;

const isOld = async (path: string, now: number): Promise<boolean> => {
  const found = await stat(path).catch(() => undefined);
  return found !== undefined && now - found.mtimeMs > ABANDONED_MS;
};

export async function collectLeftovers(folder: string, now = Date.now()): Promise<number> {
  let removed = 0;
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const owner = findOwnerState(name);
    if (owner === 'alive' || (owner !== 'dead' && !(await isOld(path, now)))) continue;
    await rm(path, { recursive: true, force: true });
    removed += 1;
  }
  return removed;
}
