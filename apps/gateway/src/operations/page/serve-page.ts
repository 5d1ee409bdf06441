import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isUnchanged } from '../../kit/http/requests/range.js';
import { MAX_PATH_PART } from '../../kit/http/http-app.js';
import { Problem } from '../../kit/http/problems/problem.js';
import { sendProblem } from '../../kit/http/problems/send.js';
import { INDEX, type PackedForm, type PageFile, type PageFiles } from './page-files.js';

/** Nothing inline, nothing from elsewhere. Media come by signed links of this server, subtitles as blobs. */
const PAGE_CSP = [
  "default-src 'self'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

/** Paths of the API. An unknown one must be a 404 and not show the page. */
const NOT_THE_PAGE = /^\/(api|docs|health|metrics)(\/|$)/;

const wantsHtml = ({ headers }: FastifyRequest): boolean => headers.accept?.includes('text/html') === true;
async function findPacked({ headers }: FastifyRequest, { pack }: PageFile): Promise<PackedForm | undefined> {
  const accepted = headers['accept-encoding'];
  if (accepted === undefined) return undefined;
  return (await pack()).find(({ encoding }) => new RegExp(`\\b${encoding}\\b`).test(accepted));
}

/** The page of a share link. Its code is behind the `#`, which browsers send to no server. */
const isShared = ({ url }: FastifyRequest): boolean => url.split('?')[0] === '/s';

async function send(request: FastifyRequest, reply: FastifyReply, file: PageFile): Promise<FastifyReply> {
  const packed = await findPacked(request, file);
  const etag = `"${file.etag}${packed === undefined ? '' : `-${packed.encoding}`}"`;
  void reply.headers({
    'content-type': file.type,
    'content-security-policy': PAGE_CSP,
    'cache-control': file.isImmutable ? 'public, max-age=31536000, immutable' : 'no-cache',
    vary: 'accept, accept-encoding',
    etag,
    // The answer is the same for every address, so search engines learn from the header which one to leave out.
    ...(isShared(request) ? { 'x-robots-tag': 'noindex, nofollow' } : {}),
  });
  if (isUnchanged(request.headers['if-none-match'], etag)) return reply.status(304).send();
  if (packed !== undefined) void reply.header('content-encoding', packed.encoding);
  return reply.send(packed?.bytes ?? file.bytes);
}

/**
 * Serves the built page: its files, and the index for every address that the page routes itself (`/recordings/…`).
 * Without a built page `/` redirects to the API's description.
 */
export function servePage(instance: FastifyInstance, files: PageFiles): void {
  instance.get('/', async (request, reply) => {
    const index = await files.find(INDEX);
    return index === undefined ? reply.redirect('/docs', 302) : send(request, reply, index);
  });
  instance.get('/*', async (request, reply) => {
    const path = request.url.split('?')[0] ?? '';
    // The router sends paths with too long parameters here, because no other route matches them.
    if (path.split('/').some((part) => part.length > MAX_PATH_PART)) {
      sendProblem(request, reply, new Problem('malformed-request'));
      return reply;
    }
    const file = NOT_THE_PAGE.test(path) ? undefined : await findFor(path, request, files);
    if (file === undefined) {
      reply.callNotFound();
      return reply;
    }
    return send(request, reply, file);
  });
}

async function findFor(path: string, request: FastifyRequest, files: PageFiles): Promise<PageFile | undefined> {
  return (await files.find(path)) ?? (wantsHtml(request) ? files.find(INDEX) : undefined);
}
