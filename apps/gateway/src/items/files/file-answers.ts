import type { Readable } from 'node:stream';
import type { ArtifactStore } from '@throughline/artifact-store';
import { kindOf, type Artifact } from '@throughline/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isPassing } from '../../kit/http/problems/from-error.js';
import { Problem } from '../../kit/http/problems/problem.js';
import { contentDisposition, safeContentType } from './content.js';
import type { OfferedFile } from './made-files.js';
import { isUnchanged, isIfRangeMatch, parseRange, type ByteRange } from '../../kit/http/requests/range.js';

/** A file's content never changes under one hash, but its owner's access can, so caches revalidate each time. */
const headersOf = (artifact: Artifact, etag: string): Readonly<Record<string, string>> => ({
  etag,
  'accept-ranges': 'bytes',
  'cache-control': 'private, no-cache',
  'content-type': safeContentType(artifact.mediaType),
  'content-disposition': contentDisposition(artifact.mediaType, artifact.name),
  'content-security-policy': "default-src 'none'; sandbox",
});

/** Called twice, as the read deadline may send an answer in between. */
const isAnswered = (reply: FastifyReply): boolean => reply.sent;

type ServedFile = Artifact & Pick<OfferedFile, 'make'>;

interface FilePart {
  readonly artifact: ServedFile;
  /** Absent: all of the file. */
  readonly range: ByteRange | undefined;
}

const lengthOf = ({ artifact, range }: FilePart): number => (range === undefined ? artifact.size : range.end - range.start + 1);

function findPart({ headers }: FastifyRequest, artifact: ServedFile, etag: string): FilePart {
  const header = isIfRangeMatch(headers['if-range'] as string | undefined, etag) ? headers.range : undefined;
  const range = parseRange(header, artifact.size);
  if (range.kind === 'outside')
    throw new Problem('range-not-satisfiable', { headers: { 'content-range': `bytes */${String(artifact.size)}` } });
  return { artifact, range: range.kind === 'part' ? range.range : undefined };
}

/** Answers with a file: all of it, a range, or 304 Not Modified. A problem has no header of the file. */
export class FileAnswers {
  constructor(private readonly store: ArtifactStore) {}

  async answer(request: FastifyRequest, reply: FastifyReply, artifact: ServedFile): Promise<void> {
    const etag = `"${artifact.sha256}"`;
    if (isUnchanged(request.headers['if-none-match'], etag)) {
      await reply.status(304).headers(headersOf(artifact, etag)).send();
      return;
    }
    const part = findPart(request, artifact, etag);
    const isHead = request.method === 'HEAD';
    if (isHead) await requireStored(this.store, artifact);
    const bytes = isHead ? NO_BYTES : await this.bytes(part);
    if (isAnswered(reply)) {
      // The deadline has passed in the meantime, so nobody reads the stream.
      if (!Buffer.isBuffer(bytes)) bytes.destroy();
      return;
    }
    this.setHead(reply, part, etag);
    if (isHead) {
      // Fastify's own HEAD handler reads the whole file to find its length.
      reply.hijack();
      reply.raw.writeHead(reply.statusCode, reply.getHeaders() as Record<string, string>).end();
    } else await reply.send(bytes);
  }

  private setHead(reply: FastifyReply, part: FilePart, etag: string): void {
    const { artifact, range } = part;
    void reply.headers({ ...headersOf(artifact, etag), 'content-length': String(lengthOf(part)) });
    if (range !== undefined)
      void reply
        .status(206)
        .header('content-range', `bytes ${String(range.start)}-${String(range.end)}/${String(artifact.size)}`);
  }

  private async bytes(part: FilePart): Promise<Readable | Buffer> {
    const { key, size, make } = part.artifact;
    if (lengthOf(part) === 0) return NO_BYTES;
    if (make !== undefined)
      return (await makeContent(make, size)).subarray(part.range?.start ?? 0, (part.range?.end ?? size) + 1);
    const opened = await this.store.open(key, part.range).catch((error: unknown) => {
      throw toFileProblem(error, size);
    });
    try {
      requireSize(opened, size);
    } catch (error) {
      opened.stream.destroy();
      throw error;
    }
    return opened.stream;
  }
}

const NO_BYTES = Buffer.alloc(0);

/** Throws what reading the file would throw. */
export async function requireStored(store: Pick<ArtifactStore, 'stat'>, { key, size, make }: ServedFile): Promise<void> {
  if (size === 0) return;
  if (make !== undefined) {
    await makeContent(make, size);
    return;
  }
  const stored = await store.stat(key);
  if (stored === undefined) throw missingFile();
  requireSize(stored, size);
}

/** The size is remembered, but the files that the content is made of may be missing or damaged by now. */
async function makeContent(make: NonNullable<ServedFile['make']>, size: number): Promise<Buffer> {
  const content = await make().catch((error: unknown) => {
    if (kindOf(error) === 'not-found') throw missingFile(error);
    throw isPassing(error) ? error : damaged('A stored file that it is made of cannot be read.', error);
  });
  if (content.length !== size) throw damaged('A stored file that it is made of has other content than before.');
  return content;
}

function requireSize(stored: { readonly size: number }, size: number): void {
  if (stored.size !== size) throw damaged(`The stored file has ${String(stored.size)} bytes instead of ${String(size)}.`);
}

const damaged = (detail: string, cause?: unknown): Problem => new Problem('file-damaged', { detail, cause });

/** An item may have been imported without its files. */
const missingFile = (cause?: unknown): Problem => new Problem('file-missing', { cause });

function toFileProblem(error: unknown, size: number): unknown {
  if (kindOf(error) === 'not-found') return missingFile(error);
  // The range was compared with the size that the history names.
  return kindOf(error) === 'invalid-range' ? damaged(`The stored file has fewer bytes than ${String(size)}.`, error) : error;
}
