import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ownerOf } from './owner.js';

/** Of another machine one cannot tell whether the owner lives; nothing takes as long as this. */
const ABANDONED_MS = 48 * 60 * 60_000;

const isOld = async (path: string, now: number): Promise<boolean> => {
  const found = await stat(path).catch(() => undefined);
  return found !== undefined && now - found.mtimeMs > ABANDONED_MS;
};

/** Removes temporary files and folders whose process is gone. Returns how many. */
export async function collectLeftovers(folder: string, now = Date.now()): Promise<number> {
  let removed = 0;
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const owner = ownerOf(name);
    if (owner === 'alive' || (owner !== 'dead' && !(await isOld(path, now)))) continue;
    await rm(path, { recursive: true, force: true });
    removed += 1;
  }
  return removed;
}
