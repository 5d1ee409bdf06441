import type { Readable } from 'node:stream';
import type { ArtifactStore } from '@throughline/artifact-store';
import type { Artifact } from '@throughline/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from '../problems/problem.js';
import { contentDisposition, safeContentType } from './content.js';
import { isUnchanged, rangeHolds, rangeOf, type ByteRange } from './range.js';

/** Content is fixed by its hash, but whose it is can change: caches ask again each time. */
const headersOf = (artifact: Artifact, etag: string): Readonly<Record<string, string>> => ({
  etag,
  'accept-ranges': 'bytes',
  'cache-control': 'private, no-cache',
  'content-type': safeContentType(artifact.mediaType),
  'content-disposition': contentDisposition(artifact.mediaType, artifact.name),
  'content-security-policy': "default-src 'none'; sandbox",
});

/** Answers with the bytes of a stored file: whole, a range of them, or that they are unchanged. */
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
    const asked = rangeOf(
      rangeHolds(request.headers['if-range'] as string | undefined, etag) ? header : undefined,
      artifact.size,
    );
    if (asked.kind === 'outside')
      throw new Problem('range-not-satisfiable', { headers: { 'content-range': `bytes */${String(artifact.size)}` } });
    await this.send(request, reply, { artifact, range: asked.kind === 'part' ? asked.range : undefined });
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
    if (request.method === 'HEAD') {
      // By hand: Fastify's own HEAD reads the whole file to find out how long it is.
      reply.hijack();
      reply.raw.writeHead(reply.statusCode, reply.getHeaders() as Record<string, string>).end();
      return;
    }
    await reply.send(length === 0 ? Buffer.alloc(0) : await this.bytes(artifact, range));
  }

  private async bytes(artifact: Artifact, range: ByteRange | undefined): Promise<Readable> {
    const { stream } = await this.store.open(artifact.key, range);
    return stream;
  }
}
