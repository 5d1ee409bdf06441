import { randomUUID } from 'node:crypto';
import { open, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ChunkWriter } from '../client/download.js';
import { CliError } from '../exit.js';

const create = (path: string): Promise<FileHandle> =>
  open(path, 'wx').catch((cause: unknown) => {
    throw new CliError('usage', `${dirname(path)} cannot be written to`, { cause });
  });

/** The rename of a finished file would fail, after everything was fetched. */
async function refuseFolder(target: string): Promise<void> {
  const found = await stat(target).catch(() => undefined);
  if (found?.isDirectory() === true) throw new CliError('usage', `${target} is a folder: name a file, which may be in it`);
}

/** Writes to a temporary file and renames it, so that the target is always complete. */
export async function writeToFile(target: string, fetch: (take: ChunkWriter) => Promise<number>): Promise<number> {
  await refuseFolder(target);
  const partial = join(dirname(target), `.${randomUUID()}.part`);
  const handle = await create(partial);
  try {
    const size = await fetch(async (chunk) => {
      await handle.writeFile(chunk);
    });
    await handle.close();
    await rename(partial, target);
    return size;
  } catch (error) {
    await handle.close().catch(() => undefined);
    await rm(partial, { force: true });
    throw error;
  }
}
