import { link, mkdir, open, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { PermanentError, RetryableError, codeOf } from '@throughline/contracts';
import { Writable } from 'node:stream';

/** The few file operations of a put, so that a spec can let each of them fail. */
export interface Disk {
  /** A new file; its stream finishes when all bytes are on the disk, not only in its cache. */
  create(path: string): Promise<Writable>;
  /** With all that lead to it. Returns the first one that was not there. */
  makeFolder(path: string): Promise<string | undefined>;
  /** Gives a file a second name; fails with EEXIST where that is taken, however close the race. */
  link(from: string, to: string): Promise<void>;
  syncFolder(path: string): Promise<void>;
  remove(path: string): Promise<void>;
}

/** Read only: programs that are given the path must not change an artifact in its place. */
const FILE_MODE = 0o440;
const BUFFER_BYTES = 1024 * 1024;

async function writeAll(file: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.byteLength;) at += (await file.write(bytes, at)).bytesWritten;
}

async function create(path: string): Promise<Writable> {
  const file = await open(path, 'wx', FILE_MODE);
  return new Writable({
    highWaterMark: BUFFER_BYTES,
    write: (bytes: Uint8Array, _encoding, done) => {
      settle(writeAll(file, bytes), done);
    },
    final: (done) => {
      settle(file.sync(), done);
    },
    destroy: (error, done) => {
      settle(file.close(), (failed) => {
        done(error ?? failed);
      });
    },
  });
}

const settle = (act: Promise<void>, done: (error: Error | null) => void): void => {
  act.then(
    () => {
      done(null);
    },
    (error: unknown) => {
      done(error instanceof Error ? error : new Error('a file operation failed', { cause: error }));
    },
  );
};

async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** File systems without hard links (some network and USB ones). */
const NO_LINKS = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS']);

export async function linkOrRename(from: string, to: string, hardLink: typeof link = link): Promise<void> {
  try {
    await hardLink(from, to);
  } catch (error) {
    if (!NO_LINKS.has(codeOf(error) ?? '')) throw error;
    // Here two writers of one key at the very same moment are not told apart; keys of attempts have one writer.
    if ((await stat(to).catch(() => undefined)) !== undefined)
      throw Object.assign(new Error('the file exists'), { code: 'EEXIST' });
    await rename(from, to);
  }
}

export const realDisk: Disk = {
  create,
  makeFolder: (path) => mkdir(path, { recursive: true }),
  link: (from, to) => linkOrRename(from, to),
  syncFolder,
  remove: (path) => rm(path, { force: true }),
};

const FULL = new Set(['ENOSPC', 'EDQUOT']);
const CLOSED = new Set(['EACCES', 'EROFS']);

/** Errors of the store's own disk in the words of the workers; others pass unchanged. */
export function diskError(root: string, error: unknown): unknown {
  const code = codeOf(error) ?? '';
  if (FULL.has(code))
    return new RetryableError('disk-full', `The disk of the artifact store ${root} is full: free some space there`, {
      cause: error,
    });
  if (CLOSED.has(code))
    return new RetryableError(
      'store-not-writable',
      `The artifact store ${root} cannot be written: check its owner and permissions`,
      { cause: error },
    );
  if (code === 'ENAMETOOLONG')
    return new PermanentError(
      'path-too-long',
      `The artifact store ${root} lies too deep for its keys: move it to a shorter path`,
      { cause: error },
    );
  return error;
}
