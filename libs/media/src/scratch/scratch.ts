import { copyFile, mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

const PREFIX = 'media-';

/** Creates a folder for temporary files and removes it when `work` ends, even by an error. */
export async function withScratch<T>(parent: string, work: (folder: string) => Promise<T>): Promise<T> {
  await mkdir(parent, { recursive: true });
  const folder = await mkdtemp(join(parent, PREFIX));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** Removes the folders of processes that were killed: those that have not changed for so long. A missing parent has none. */
export async function sweepScratch(parent: string, unchangedMs: number): Promise<void> {
  const names = await readdir(parent).catch((): readonly string[] => []);
  for (const name of names.filter((one) => one.startsWith(PREFIX))) {
    const path = join(parent, name);
    // Another process may remove it at the same time.
    const found = await stat(path).catch(() => undefined);
    if (found !== undefined && Date.now() - found.mtimeMs > unchangedMs) await rm(path, { recursive: true, force: true });
  }
}

/** Moves a finished file to its final path, so that no unfinished file ever appears there. */
export async function moveInto(from: string, to: string): Promise<string> {
  await mkdir(dirname(to), { recursive: true });
  try {
    await rename(from, to);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EXDEV')) throw error;
    const partial = `${to}.partial`;
    try {
      await copyFile(from, partial);
      await rename(partial, to);
    } finally {
      await rm(partial, { force: true });
    }
    await rm(from, { force: true });
  }
  return to;
}
