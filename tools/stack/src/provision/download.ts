import { createHash } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { Transform } from 'node:stream';
import { errorCode, problemKind, StackProblem } from '../problem.js';
import type { HttpGet } from './http-get.js';

export interface PinnedDownload {
  readonly url: string;
  readonly sha256: string;
}

export interface DownloadOptions {
  readonly get: HttpGet;
  readonly env: NodeJS.ProcessEnv;
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal | undefined;
}

/** Writes exactly the pinned bytes to `file`, or leaves no file. */
export async function downloadPinned({ url, sha256 }: PinnedDownload, file: string, options: DownloadOptions): Promise<void> {
  const got = await download(url, file, { ...options, algorithm: 'sha256' });
  if (got === sha256) return;
  await rm(file, { force: true });
  throw new StackProblem('download-failed', `the checksum of ${url} is ${got}, but ${sha256} is expected: the file was not used`);
}

interface HashedDownloadOptions extends DownloadOptions {
  readonly algorithm: 'sha256' | 'sha512';
  readonly onBytes?: (fetched: number) => void;
}

/** The caller knows whose disk it is. */
const DISK_FULL: readonly unknown[] = ['ENOSPC', 'EDQUOT'];

/** Writes the answer to `file` and returns its hexadecimal checksum. Leaves no file after a failure. */
export async function download(url: string, file: string, options: HashedDownloadOptions): Promise<string> {
  const limit = AbortSignal.timeout(options.timeoutMs ?? 300_000);
  const signal = options.signal === undefined ? limit : AbortSignal.any([limit, options.signal]);
  const hash = createHash(options.algorithm);
  let fetched = 0;
  const hashing = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      fetched += chunk.length;
      options.onBytes?.(fetched);
      done(null, chunk);
    },
  });
  try {
    const body = await options.get(url, { signal, env: options.env });
    // Opened first: a stream that opens the file itself could create it after a failure has removed it.
    const target = await open(file, 'w');
    await pipeline(body, hashing, target.createWriteStream(), { signal });
    return hash.digest('hex');
  } catch (error) {
    await rm(file, { force: true });
    options.signal?.throwIfAborted();
    if (problemKind(error) !== undefined || DISK_FULL.includes(errorCode(error))) throw error;
    throw new StackProblem('download-failed', `${new URL(url).host}: the download was interrupted`, { cause: error });
  }
}
