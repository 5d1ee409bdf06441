import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isUnchanged } from '../../kit/http/requests/range.js';
import { findAddressProblem, isPathOfPage, TAKES_ANY_ADDRESS, wantsHtml } from '../../kit/http/requests/addresses.js';
import { Problem } from '../../kit/http/problems/problem.js';
import { INDEX, type PackedForm, type PageFile, type PageFiles } from './page-files.js';

/** Nothing inline, nothing from elsewhere. Media come by signed links of this server, subtitles as blobs. */
const pageCsp = (ancestors: readonly string[]): string =>
  [
    "default-src 'self'",
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    `frame-ancestors ${ancestors.join(' ')}`,
  ].join('; ');

const NO_FRAMES = ["'none'"];
const PAGE_CSP = pageCsp(NO_FRAMES);

async function findPacked({ headers }: FastifyRequest, { pack }: PageFile): Promise<PackedForm | undefined> {
  const accepted = headers['accept-encoding'];
  if (accepted === undefined) return undefined;
  return (await pack()).find(({ encoding }) => new RegExp(`\\b${encoding}\\b`).test(accepted));
}

/** The page of a share link. Its code is behind the `#`, which browsers send to no server. */
const isShared = ({ url }: FastifyRequest): boolean => /^\/s\/?$/.test(url.split('?')[0] ?? '');

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

/** Pages that other sites may show in a frame. */
export interface FramedPages {
  /** Followed by a code. */
  readonly path: string;
  /** Returns the sites that may show the page. Throws a problem with the status 404 for a code that opens nothing. */
  readonly sitesOf: (code: string, address: string) => Promise<readonly string[]>;
}

/** Returns the last part of the path of a framed page. */
const findCode = (path: string, framed: FramedPages): string | undefined =>
  path.startsWith(framed.path) ? /^\/([^/]+)$/.exec(path.slice(framed.path.length))?.[1] : undefined;

const undefinedIfAbsent = (error: unknown): undefined => {
  if (error instanceof Problem && error.status === 404) return undefined;
  throw error;
};

/** Sends the index with the policy of one code. A code that opens nothing gets the same page, which no site may frame. */
async function sendFramed(
  request: FastifyRequest,
  reply: FastifyReply,
  { index, sites }: { readonly index: PageFile; readonly sites: readonly string[] | undefined },
): Promise<FastifyReply> {
  const packed = await findPacked(request, index);
  void reply.status(sites === undefined ? 404 : 200).headers({
    'content-type': index.type,
    'content-security-policy': pageCsp(sites ?? NO_FRAMES),
    // Browsers keep the policy of a stored page when they revalidate it, so a changed list of sites would not count.
    'cache-control': 'no-store',
    vary: 'accept-encoding',
    'x-robots-tag': 'noindex, nofollow',
    ...(packed !== undefined && { 'content-encoding': packed.encoding }),
  });
  if (sites !== undefined) void reply.removeHeader('x-frame-options');
  return reply.send(packed?.bytes ?? index.bytes);
}

/**
 * Serves the built page: its files, and the index for every address that the page routes itself (`/recordings/…`).
 * Without a built page `/` redirects to the API's description.
 */
export function servePage(instance: FastifyInstance, files: PageFiles, framed: FramedPages): void {
  // The page says itself what is wrong with an address.
  const options = { config: { [TAKES_ANY_ADDRESS]: true } };
  instance.get('/', options, async (request, reply) => {
    const index = await files.find(INDEX);
    return index === undefined ? reply.redirect('/docs', 302) : send(request, reply, index);
  });
  instance.get('/*', options, async (request, reply) => {
    const path = request.url.split('?')[0] ?? '';
    const code = findCode(path, framed);
    const index = code === undefined ? undefined : await files.find(INDEX);
    if (code !== undefined && index !== undefined) {
      const sites = await framed.sitesOf(code, request.ip).catch(undefinedIfAbsent);
      return sendFramed(request, reply, { index, sites });
    }
    const file = isPathOfPage(path) ? await findFor(path, request, files) : undefined;
    if (file === undefined) {
      const problem = findAddressProblem(request.url);
      if (problem !== undefined) throw problem;
      reply.callNotFound();
      return reply;
    }
    return send(request, reply, file);
  });
}

async function findFor(path: string, request: FastifyRequest, files: PageFiles): Promise<PageFile | undefined> {
  return (await files.find(path)) ?? (wantsHtml(request.headers) ? files.find(INDEX) : undefined);
}
