import type { Readable } from 'node:stream';
import type { ArtifactStore } from '@throughline/artifact-store';
import { kindOf, type Artifact } from '@throughline/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from '../../http/problems/problem.js';
import { contentDisposition, safeContentType } from './content.js';
import { isUnchanged, isIfRangeMatch, parseRange, type ByteRange } from '../../http/requests/range.js';

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

/** Answers with a stored file: all of it, a range, or 304 Not Modified. */
export class FileAnswers {
  constructor(private readonly store: ArtifactStore) {}

  async answer(request: FastifyRequest, reply: FastifyReply, artifact: Artifact): Promise<void> {
    const etag = `"${artifact.sha256}"`;
    void reply.headers(headersOf(artifact, etag));
    if (isUnchanged(request.headers['if-none-match'], etag)) {
      await reply.status(304).send();
      return;
    }
    const header = request.headers.range;
    const range = parseRange(
      isIfRangeMatch(request.headers['if-range'] as string | undefined, etag) ? header : undefined,
      artifact.size,
    );
    if (range.kind === 'outside')
      throw new Problem('range-not-satisfiable', { headers: { 'content-range': `bytes */${String(artifact.size)}` } });
    await this.send(request, reply, { artifact, range: range.kind === 'part' ? range.range : undefined });
  }

  private async send(
    request: FastifyRequest,
    reply: FastifyReply,
    what: { artifact: Artifact; range: ByteRange | undefined },
  ): Promise<void> {
    const { artifact, range } = what;
    const length = range === undefined ? artifact.size : range.end - range.start + 1;
    if (range !== undefined)
      void reply
        .status(206)
        .header('content-range', `bytes ${String(range.start)}-${String(range.end)}/${String(artifact.size)}`);
    void reply.header('content-length', String(length));
    if (isAnswered(reply)) return;
    if (request.method === 'HEAD') {
      // Fastify's own HEAD handler reads the whole file to find its length.
      reply.hijack();
      reply.raw.writeHead(reply.statusCode, reply.getHeaders() as Record<string, string>).end();
      return;
    }
    const bytes = length === 0 ? Buffer.alloc(0) : await this.bytes(artifact, range);
    // The deadline has passed in the meantime, so nobody reads the stream.
    if (isAnswered(reply) && !Buffer.isBuffer(bytes)) bytes.destroy();
    else await reply.send(bytes);
  }

  private async bytes({ key, size }: Artifact, range: ByteRange | undefined): Promise<Readable> {
    const opened = await this.store.open(key, range).catch((error: unknown) => {
      throw toFileProblem(error, size);
    });
    if (opened.size === size) return opened.stream;
    opened.stream.destroy();
    throw damaged(`The stored file has ${String(opened.size)} bytes instead of ${String(size)}.`);
  }
}

const damaged = (detail: string, cause?: unknown): Problem => new Problem('file-damaged', { detail, cause });

function toFileProblem(error: unknown, size: number): unknown {
  // An item may have been imported without its files.
  if (kindOf(error) === 'not-found') return new Problem('file-missing', { cause: error });
  // The range was compared with the size that the history names.
  return kindOf(error) === 'invalid-range' ? damaged(`The stored file has fewer bytes than ${String(size)}.`, error) : error;
}
