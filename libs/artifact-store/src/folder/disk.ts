import { link, mkdir, open, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { PermanentError, RetryableError, codeOf } from '@throughline/contracts';
import { Writable } from 'node:stream';

/** The file operations of a put, separate so that a spec can make each of them fail. */
export interface Disk {
  /** Creates a file. Its stream finishes when all bytes are synced to disk. */
  create(path: string): Promise<Writable>;
  /** Creates a folder with its parents. Returns the first one that was missing. */
  makeFolder(path: string): Promise<string | undefined>;
  /** Gives a file a second name. Fails with EEXIST if the name is taken, even by a concurrent writer. */
  link(from: string, to: string): Promise<void>;
  syncFolder(path: string): Promise<void>;
  remove(path: string): Promise<void>;
}

/** Read only, because programs that get the path must not change the artifact. */
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

/** Errors of file systems without hard links (some network and USB ones). */
const NO_LINKS = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS']);

export async function linkOrRename(from: string, to: string, hardLink: typeof link = link): Promise<void> {
  try {
    await hardLink(from, to);
  } catch (error) {
    if (!NO_LINKS.has(codeOf(error) ?? '')) throw error;
    // Two concurrent writers of one key may both pass this check, but keys of attempts have only one writer.
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

/** Converts errors of the store's own disk to errors that workers understand. Other errors stay unchanged. */
export function toDiskError(root: string, error: unknown): unknown {
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
