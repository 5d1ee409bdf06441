import { open, stat, statfs, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { FetchRecord } from '@throughline/media/speech-models';
import { errorCode, problemKind, StackProblem } from '../problem.js';
import { httpFetch, type HttpGetOptions, type HttpResponse } from '../provision/http-get.js';

/** The server's facts about a file. They tell a later request whether the partial file can be continued. */
export type DownloadSource = NonNullable<FetchRecord['source']>;

export interface ResumeOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal | undefined;
  /** Limit of one request with its body, in milliseconds. The bytes that arrived by then stay. */
  readonly timeoutMs?: number;
  readonly idleMs?: number;
  readonly onProgress?: (fetchedBytes: number, totalBytes: number | undefined) => void;
  /** Appends bytes to the partial file. Tests replace it by a full disk. */
  readonly append?: (file: FileHandle, bytes: Uint8Array) => Promise<unknown>;
}

export interface PartialDownload {
  readonly url: string;
  readonly file: string;
  readonly source: DownloadSource | undefined;
  /** Called before the first byte is written. */
  readonly onSource: (source: DownloadSource) => Promise<void>;
  /** Called after each part that was written. */
  readonly onBytes: () => Promise<void>;
}

/** Returns the address without credentials and query, which may hold a token. */
export function toPublicAddress(url: string): string {
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname}`;
}

interface Transfer {
  readonly start: number;
  readonly total: number | undefined;
  readonly response: HttpResponse;
}

const HOUR_MS = 3_600_000;
/** The log and the database stop on a full disk, so a download leaves them some room. Bytes. */
const RESERVE = 256 * 1024 * 1024;

/**
 * Fetches the missing bytes of a file, and all of them if the server has another file by now or cannot continue. An interrupted
 * file stays for the next call. A complete one needs no request.
 */
export async function continueDownload(download: PartialDownload, options: ResumeOptions): Promise<void> {
  const limit = AbortSignal.timeout(options.timeoutMs ?? HOUR_MS);
  const signal = options.signal === undefined ? limit : AbortSignal.any([limit, options.signal]);
  try {
    const have = await sizeOf(download.file);
    if (have > 0 && have === download.source?.total) return;
    const transfer = await openTransfer(download, have, { ...options, signal });
    await writeTransfer(download, transfer, { ...options, signal });
  } catch (error) {
    options.signal?.throwIfAborted();
    throw explain(download, error);
  }
}

export const sizeOf = (file: string): Promise<number> =>
  stat(file).then(
    ({ size }) => size,
    () => 0,
  );

async function openTransfer(
  { url, source }: PartialDownload,
  have: number,
  { env, signal, idleMs }: ResumeOptions,
): Promise<Transfer> {
  const options: HttpGetOptions = {
    env,
    ...(signal === undefined ? {} : { signal }),
    ...(idleMs === undefined ? {} : { idleMs }),
  };
  if (have > 0) {
    // A validator belongs to one server. Bytes from another one are safe too: the whole file has a checksum.
    const validator = source?.url === toPublicAddress(url) ? source.validator : undefined;
    const headers = { range: `bytes=${have}-`, ...(validator === undefined ? {} : { 'if-range': validator }) };
    const response = await httpFetch(url, { ...options, headers });
    const transfer = readRangeAnswer(response, have, source?.total);
    if (transfer !== undefined) return transfer;
    response.discard();
  }
  return readWhole(await httpFetch(url, options));
}

/** Returns nothing if the partial file cannot be continued: the server's file is shorter, or its answer is another range. */
function readRangeAnswer(response: HttpResponse, have: number, knownTotal: number | undefined): Transfer | undefined {
  if (response.status === 416) return undefined;
  if (response.status !== 206) return readWhole(response);
  const range = /^bytes (\d+)-\d+\/(\d+)$/.exec(response.headers['content-range'] ?? '');
  const [start, total] = [Number(range?.[1]), Number(range?.[2])];
  return start === have && total > have && total === (knownTotal ?? total) ? { start, total, response } : undefined;
}

function readWhole(response: HttpResponse): Transfer {
  const { host, status, headers, discard } = response;
  // Networks that ask for a sign-in answer every address with a page.
  const isPage = /^text\/html\b/i.test(headers['content-type'] ?? '');
  if (status === 200 && !isPage) {
    const length = headers['content-length'];
    return { start: 0, total: length === undefined ? undefined : Number(length), response };
  }
  discard();
  throw new StackProblem('download-failed', `${host} answered ${status === 200 ? 'with a web page' : String(status)}`);
}

async function writeTransfer(
  { url, file, onSource, onBytes }: PartialDownload,
  { start, total, response }: Transfer,
  options: ResumeOptions,
): Promise<void> {
  try {
    await requireRoom(dirname(file), (total ?? start) - start);
    await onSource({ url: toPublicAddress(url), ...(total === undefined ? {} : { total }), ...validatorOf(response) });
    const fetched = await writeBody(file, { start, total, response }, { ...options, onBytes });
    options.signal?.throwIfAborted();
    if (total !== undefined && fetched !== total) throw new Error(`${String(fetched)} of ${String(total)} bytes arrived`);
  } finally {
    response.discard();
  }
}

/** Returns the size of the file. */
async function writeBody(
  path: string,
  { start, total, response }: Transfer,
  { onProgress, onBytes, append = (file, bytes) => file.appendFile(bytes) }: ResumeOptions & Pick<PartialDownload, 'onBytes'>,
): Promise<number> {
  let fetched = start;
  const file = await open(path, start === 0 ? 'w' : 'a');
  try {
    onProgress?.(fetched, total);
    for await (const bytes of response.body) {
      await append(file, bytes);
      await onBytes();
      fetched += bytes.length;
      onProgress?.(fetched, total);
    }
    await file.sync();
    return fetched;
  } finally {
    await file.close();
  }
}

/** A weak entity tag promises no equal bytes, so `If-Range` may not contain one (RFC 9110, 13.1.5). */
function validatorOf({ headers }: HttpResponse): Pick<DownloadSource, 'validator'> {
  const { etag, 'last-modified': modified } = headers;
  const validator = etag?.startsWith('"') === true ? etag : modified;
  return validator === undefined ? {} : { validator };
}

async function requireRoom(folder: string, bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize < bytes + RESERVE) throw diskFullProblem(folder);
}

const diskFullProblem = (folder: string, cause?: unknown): StackProblem =>
  new StackProblem(
    'disk-full',
    `the disk of ${folder} is full: free some space there, or set TL_MODELS_DIR to a folder on another disk. The fetched part is kept`,
    { cause },
  );

export const folderProblem = (folder: string, cause: unknown): StackProblem =>
  errorCode(cause) === 'ENOSPC' || errorCode(cause) === 'EDQUOT'
    ? diskFullProblem(folder, cause)
    : new StackProblem(
        'data-folder-unusable',
        `${folder} cannot be written (${String(errorCode(cause))}): make it writable for this user, or set TL_MODELS_DIR to a writable folder`,
        { cause },
      );

const FOLDER_ERRORS: readonly unknown[] = ['ENOSPC', 'EDQUOT', 'EACCES', 'EPERM', 'EROFS', 'EISDIR', 'ENOTDIR', 'ENOENT', 'EIO'];

function explain({ url, file }: PartialDownload, error: unknown): unknown {
  if (problemKind(error) !== undefined) return error;
  if (FOLDER_ERRORS.includes(errorCode(error))) return folderProblem(dirname(file), error);
  return new StackProblem('download-failed', `${new URL(url).host}: the download was interrupted`, { cause: error });
}
