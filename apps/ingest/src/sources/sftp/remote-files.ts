import { posix } from 'node:path';
import type { Stats } from 'ssh2';
import { misconfiguredError } from '../../kit/read-settings.js';
import type { ListedFile } from '../../file-trees/file-tree.js';
import { isSameVersion, type Names } from '../../file-trees/file-version.js';
import type { TreeNode } from '../../file-trees/folder-walk.js';
import { SftpStatusError, isMissing, type ConnectedSession } from '@throughline/sftp';

/** Returns `undefined` if the server has not told everything that is needed. The protocol has seconds. */
export function toNode(stats: Stats): TreeNode | undefined {
  const { mode, size, mtime } = stats as Partial<Stats>;
  if (mode === undefined) return undefined;
  if (stats.isDirectory()) return { kind: 'folder' };
  if (!stats.isFile()) return { kind: 'other' };
  return size === undefined || mtime === undefined ? undefined : { kind: 'file', version: { size, modified: mtime * 1_000 } };
}

export function isListedVersion(stats: Stats, file: ListedFile): boolean {
  const node = toNode(stats);
  return node?.kind === 'file' && isSameVersion(node.version, file);
}

/**
 * Returns the path of names below the folder of the connection. Refuses symbolic links below it: whoever may write there could
 * otherwise make us read other files of the server.
 */
export async function resolveFolder({ session, root }: ConnectedSession, names: Names): Promise<string> {
  const path = posix.join(root, ...names);
  if (names.length === 0 || (await session.realpath(path)) === path) return path;
  throw misconfiguredError(
    'The path of an SFTP source must be written as the server writes it, and must not contain symbolic links',
  );
}

export async function resolveFile(connected: ConnectedSession, { path }: ListedFile): Promise<string> {
  return posix.join(await resolveFolder(connected, path.slice(0, -1)), path.at(-1) ?? '');
}

export async function exists({ session }: ConnectedSession, path: string): Promise<boolean> {
  try {
    await session.lstat(path);
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

/** Returns false for a file that is gone or has changed. */
export async function isStillThere({ session }: ConnectedSession, path: string, file: ListedFile): Promise<boolean> {
  try {
    return isListedVersion(await session.lstat(path), file);
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

/** Creates a folder and missing folders above it. Returns its path. */
export async function makeFolder(connected: ConnectedSession, names: Names): Promise<string> {
  const path = posix.join(connected.root, ...names);
  if (names.length > 0 && !(await exists(connected, path))) {
    await makeFolder(connected, names.slice(0, -1));
    try {
      await connected.session.mkdir(path);
    } catch (error) {
      // Another worker may have just created it.
      if (!(await exists(connected, path))) throw error;
    }
  }
  return resolveFolder(connected, names);
}

/**
 * Renames a file unless the new name exists. Servers disagree about the status of an existing name, and some replace its file. So
 * this looks first.
 */
export async function renameOnly(
  connected: ConnectedSession,
  { path, file, target }: { readonly path: string; readonly file: ListedFile; readonly target: string },
): Promise<'moved' | 'exists' | 'gone'> {
  if (await exists(connected, target)) return 'exists';
  try {
    await connected.session.rename(path, target);
    return 'moved';
  } catch (error) {
    if (!(error instanceof SftpStatusError)) throw error;
    if (!(await isStillThere(connected, path, file))) return 'gone';
    if (await exists(connected, target)) return 'exists';
    throw error;
  }
}
