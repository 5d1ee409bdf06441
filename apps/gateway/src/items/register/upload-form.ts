import { createHash } from 'node:crypto';
import { Transform, pipeline, type Readable, type TransformCallback } from 'node:stream';
import type { Multipart, MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { kindOf } from '@throughline/contracts';
import { Problem, invalid } from '../../kit/http/problems/problem.js';
import { IdleTimeout } from '../../kit/http/requests/idle-timeout.js';
import { cleanFileName, cleanMediaType } from './file-name.js';

export interface UploadedFile {
  readonly size: number;
  readonly sha256: string;
  readonly mediaType: string;
  readonly fileName: string | undefined;
}
export interface UploadForm {
  readonly fields: Readonly<Record<string, string>>;
  readonly file: UploadedFile;
}

export interface UploadFormOptions {
  readonly maxBytes: number;
  /** The longest pause within the body. */
  readonly idleMs: number;
  /** Stores the file. Must read the bytes to the end or throw. */
  readonly store: (bytes: Readable, signal: AbortSignal) => Promise<void>;
  /** Throws if the fields are invalid. Called before the file is read, and again at the end. */
  readonly check: (fields: Readonly<Record<string, string>>) => Promise<void>;
}

/** Room for field names, boundaries and part headers beside the file. */
const FORM_OVERHEAD = 256 * 1024;

export const tooLargeProblem = (maxBytes: number): Problem =>
  new Problem('too-large', { detail: `The file exceeds the limit of ${String(maxBytes)} bytes.` });

/** A stream that counts and hashes passing bytes, and fails at the first byte over the limit. */
class ByteMeter extends Transform {
  readonly #hash = createHash('sha256');
  size = 0;

  constructor(private readonly maxBytes: number) {
    super();
  }

  override _transform(chunk: Buffer, _: BufferEncoding, done: TransformCallback): void {
    this.size += chunk.length;
    if (this.size > this.maxBytes) {
      done(tooLargeProblem(this.maxBytes));
      return;
    }
    this.#hash.update(chunk);
    done(null, chunk);
  }

  digest(): string {
    return this.#hash.digest('hex');
  }
}

async function receiveFile(part: MultipartFile, options: UploadFormOptions, signal: AbortSignal): Promise<UploadedFile> {
  const meter = new ByteMeter(options.maxBytes);
  const onAbort = (): void => {
    meter.destroy(reasonOf(signal));
  };
  let broken: unknown;
  meter.once('error', (error) => {
    broken = error;
  });
  signal.addEventListener('abort', onAbort);
  // Unlike pipe, this also notices a source that failed before anybody listened.
  pipeline(part.file, meter, () => undefined);
  try {
    await options.store(meter, signal);
  } catch (error) {
    if (signal.aborted) throw reasonOf(signal);
    throw chooseError(broken, error);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
  if (meter.size === 0) throw new Problem('empty-file');
  return {
    size: meter.size,
    sha256: meter.digest(),
    mediaType: cleanMediaType(part.mimetype),
    fileName: cleanFileName(part.filename),
  };
}

const reasonOf = (signal: AbortSignal): Error =>
  signal.reason instanceof Error ? signal.reason : new Problem('malformed-request');

/** Returns the error to answer with. A broken stream is the client's fault; an error of the store alone is not. */
const chooseError = (broken: unknown, thrown: unknown): unknown => {
  if (kindOf(broken) === 'problem') return broken;
  return broken !== undefined && thrown === broken
    ? new Problem('malformed-request', { detail: 'The request ends before the end of the file.', cause: thrown })
    : thrown;
};

const isAnnouncedTooLarge = (request: FastifyRequest, maxBytes: number): boolean =>
  Number(request.headers['content-length'] ?? 0) > maxBytes + FORM_OVERHEAD;

/** Reads a multipart registration: fields, and one part `file` that is streamed to `store`. */
export async function readUploadForm(request: FastifyRequest, options: UploadFormOptions): Promise<UploadForm> {
  if (!request.isMultipart()) throw new Problem('unsupported-media-type');
  if (isAnnouncedTooLarge(request, options.maxBytes)) throw tooLargeProblem(options.maxBytes);
  const idle = new IdleTimeout(options.idleMs);
  const onClose = (): void => {
    if (!request.raw.readableEnded) idle.abort(new Problem('malformed-request', { detail: 'The upload was interrupted.' }));
  };
  request.raw.on('close', onClose).on('data', idle.recordActivity);
  try {
    return await readParts(request, options, idle.signal);
  } catch (error) {
    if (idle.signal.aborted) throw reasonOf(idle.signal);
    throw error;
  } finally {
    idle.end();
    request.raw.off('close', onClose).off('data', idle.recordActivity);
  }
}

async function readParts(request: FastifyRequest, options: UploadFormOptions, signal: AbortSignal): Promise<UploadForm> {
  const fields: Record<string, string> = {};
  let file: UploadedFile | undefined;
  const parts = request.parts({
    limits: { fileSize: options.maxBytes + 1, files: 2, fields: 30, fieldSize: 16 * 1024, fieldNameSize: 100, parts: 40 },
  });
  for (;;) {
    const part = await readPart(parts);
    if (part === undefined) break;
    if (part.type === 'field') {
      addField(fields, part.fieldname, part.value, part.valueTruncated);
    } else {
      if (part.fieldname !== 'file' || file !== undefined) {
        throw invalid([{ pointer: `/${part.fieldname}`, message: 'send one file, in a part named file' }]);
      }
      await options.check(fields);
      file = await receiveFile(part, options, signal);
    }
  }
  signal.throwIfAborted();
  if (file === undefined) throw invalid([{ pointer: '/file', message: 'is missing: send the file in a part named file' }]);
  await options.check(fields);
  return { fields, file };
}

function addField(fields: Record<string, string>, name: string, value: unknown, truncated: boolean): void {
  const pointer = `/${name}`;
  if (truncated) throw invalid([{ pointer, message: 'is too long' }]);
  if (Object.hasOwn(fields, name)) throw invalid([{ pointer, message: 'must be sent once' }]);
  if (typeof value !== 'string') throw invalid([{ pointer, message: 'must be text' }]);
  fields[name] = value;
}

type FormParts = ReturnType<FastifyRequest['parts']>;

/** The parser's own errors carry a code. An error without one means that the body is not multipart. */
async function readPart(parts: FormParts): Promise<Multipart | undefined> {
  try {
    const next = await parts.next();
    return next.done === true ? undefined : next.value;
  } catch (error) {
    if (error instanceof Error && !('code' in error)) throw new Problem('malformed-request', { cause: error });
    throw error;
  }
}
