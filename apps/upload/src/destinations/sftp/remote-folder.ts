import { SftpStatusError, isMissing, type SftpSession } from '@throughline/sftp';
import type { MoveResult, RemoteEntry } from '../../remote-folders/remote-output.js';

/** An output's folders have two levels, and a test has one. */
const MAX_DEPTH = 8;
const MAX_ENTRIES = 200_000;
const MAX_TEXT = 2 ** 20;

export class OversizeError extends Error {}

export async function lookAt(session: SftpSession, path: string): Promise<RemoteEntry | undefined> {
  try {
    const stats = await session.lstat(path);
    return { isFolder: stats.isDirectory(), size: stats.size };
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

export async function listFolder(session: SftpSession, path: string): Promise<ReadonlyMap<string, RemoteEntry> | undefined> {
  const found = new Map<string, RemoteEntry>();
  try {
    for await (const { filename, attrs } of session.readFolder(path)) {
      if (filename === '.' || filename === '..' || filename.includes('/')) continue;
      found.set(filename, { isFolder: attrs.isDirectory(), size: attrs.size });
      if (found.size > MAX_ENTRIES) throw new OversizeError('The folder has too many entries');
    }
    return found;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

export async function makeFolder(session: SftpSession, path: string): Promise<'made' | 'there' | 'no-parent'> {
  try {
    await session.mkdir(path);
    return 'made';
  } catch (error) {
    if (isMissing(error)) return 'no-parent';
    // Servers disagree about the status of a name that exists.
    if (error instanceof SftpStatusError && (await lookAt(session, path)) !== undefined) return 'there';
    throw error;
  }
}

/** Renames unless the new name exists. Some servers would replace a file there, so this looks first. */
export async function renameOnly(session: SftpSession, from: string, to: string): Promise<MoveResult> {
  if ((await lookAt(session, to)) !== undefined) return 'exists';
  try {
    await session.rename(from, to);
    return 'moved';
  } catch (error) {
    if (!(error instanceof SftpStatusError)) throw error;
    if (isMissing(error) || (await lookAt(session, from)) === undefined) return 'gone';
    if ((await lookAt(session, to)) !== undefined) return 'exists';
    throw error;
  }
}

export async function replaceFile(session: SftpSession, from: string, to: string): Promise<MoveResult> {
  try {
    await session.replace(from, to);
    return 'moved';
  } catch (error) {
    if (isMissing(error) || (error instanceof SftpStatusError && (await lookAt(session, from)) === undefined)) return 'gone';
    throw error;
  }
}

export async function readText(session: SftpSession, path: string): Promise<string | undefined> {
  try {
    const { size } = await session.lstat(path);
    if (size > MAX_TEXT) throw new OversizeError('The file is too large');
    const handle = await session.open(path);
    try {
      const buffer = Buffer.alloc(size);
      let offset = 0;
      for (let count = -1; offset < size && count !== 0; offset += count)
        count = await session.read(handle, { buffer, offset, position: offset });
      return buffer.subarray(0, offset).toString();
    } finally {
      await session.closeHandle(handle);
    }
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

export async function writeText(session: SftpSession, path: string, content: Buffer): Promise<boolean> {
  try {
    const handle = await session.open(path, 'w');
    try {
      await session.write(handle, content, 0);
    } finally {
      await session.closeHandle(handle);
    }
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

const ignoreMissing = (error: unknown): void => {
  if (!isMissing(error)) throw error;
};

/** Deletes a file, or a folder with its content. Follows no link. */
export async function removeTree(session: SftpSession, path: string, depth = 0): Promise<void> {
  const found = await lookAt(session, path);
  if (found === undefined) return;
  if (!found.isFolder) {
    await session.unlink(path).catch(ignoreMissing);
    return;
  }
  if (depth > MAX_DEPTH) throw new OversizeError('The folder is too deep');
  for (const name of (await listFolder(session, path))?.keys() ?? []) await removeTree(session, `${path}/${name}`, depth + 1);
  await session.rmdir(path).catch(ignoreMissing);
}
