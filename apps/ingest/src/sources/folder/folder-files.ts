import { constants, type BigIntStats } from 'node:fs';
import { lstat, open, realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { changedError } from '../../file-trees/file-errors.js';
import { misconfiguredError } from '../../kit/read-settings.js';
import type { ListedFile } from '../../file-trees/file-tree.js';
import { isSameVersion, type FileVersion } from '../../file-trees/file-version.js';
import type { OpenedItem } from '../../kit/source-lister.js';
import { isMissing, toFolderError } from './file-errors.js';

const THE_FILE = 'The file';
const THE_FOLDER = 'The folder of the source';

const NANOSECONDS = 1_000_000n;

export const versionOf = ({ size, mtimeNs }: Pick<BigIntStats, 'size' | 'mtimeNs'>): FileVersion => ({
  size: Number(size),
  modified: Number(mtimeNs / NANOSECONDS),
});

const isUnchanged = (stats: BigIntStats, file: ListedFile): boolean => stats.isFile() && isSameVersion(versionOf(stats), file);

/**
 * Returns the real path of names below a folder of the operator. Refuses symbolic links below it: whoever may write there could
 * otherwise make us read other files of the server.
 */
export async function resolveBelow(base: string, names: readonly string[]): Promise<string> {
  try {
    const path = join(await realpath(base), ...names);
    if ((await realpath(path)) === path) return path;
  } catch (error) {
    throw toFolderError(error, THE_FOLDER);
  }
  throw misconfiguredError('The path of a folder source must not contain symbolic links');
}

/** Returns the path of a listed file. Throws if a folder above it has become a symbolic link. */
export async function resolveFile(base: string, { path }: ListedFile): Promise<string> {
  return join(await resolveBelow(base, path.slice(0, -1)), path.at(-1) ?? '');
}

/** Returns false for a file that is gone or has changed. */
export async function isStillThere(path: string, file: ListedFile): Promise<boolean> {
  try {
    return isUnchanged(await lstat(path, { bigint: true }), file);
  } catch (error) {
    if (isMissing(error)) return false;
    throw toFolderError(error, THE_FILE);
  }
}

/** Opens a listed file. The handle stays that of the same file, even if its name is given to another one. */
export async function openListedFile(base: string, file: ListedFile): Promise<OpenedItem> {
  const path = await resolveFile(base, file);
  // A pipe of the same name would block the process without O_NONBLOCK.
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  const handle = await open(path, flags).catch((error: unknown) => {
    throw toFolderError(error, THE_FILE);
  });
  try {
    const before = await handle.stat({ bigint: true });
    const isElsewhere = (await realpath(dirname(path))) !== dirname(path);
    if (isElsewhere || !isUnchanged(before, file)) throw changedError();
    return {
      size: file.size,
      stream: handle.createReadStream({ autoClose: false }),
      requireUnchanged: async () => {
        const now = await handle.stat({ bigint: true });
        // A writer can restore the time of the content, but not the time of the change.
        if (now.size !== before.size || now.mtimeNs !== before.mtimeNs || now.ctimeNs !== before.ctimeNs) throw changedError();
      },
      close: () => handle.close().catch(() => undefined),
    };
  } catch (error) {
    await handle.close();
    throw error;
  }
}
