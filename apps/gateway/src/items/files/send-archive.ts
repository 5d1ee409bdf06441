import type { FastifyReply, FastifyRequest } from 'fastify';
import { contentDisposition } from './content.js';
import type { ZipArchive } from './item-archive.js';

const MEDIA_TYPE = 'application/zip';
/** The file name of an archive of several items. */
export const SELECTION_ARCHIVE_NAME = 'throughline';

/** The read deadline may have sent an answer in between. */
const isAnswered = ({ sent }: Pick<FastifyReply, 'sent'>): boolean => sent;

/** Sends an archive while it is written. `name` has no extension. */
export async function sendArchive(
  { method }: Pick<FastifyRequest, 'method'>,
  reply: FastifyReply,
  archive: ZipArchive,
  name: string,
): Promise<void> {
  if (isAnswered(reply)) return;
  void reply.headers({
    'cache-control': 'private, no-store',
    'content-type': MEDIA_TYPE,
    'content-disposition': contentDisposition(MEDIA_TYPE, `${name}.zip`),
    ...(archive.size === undefined ? {} : { 'content-length': String(archive.size) }),
  });
  if (method === 'HEAD') {
    // Fastify's own HEAD handler would read all files.
    reply.hijack();
    reply.raw.writeHead(reply.statusCode, reply.getHeaders() as Record<string, string>).end();
    return;
  }
  const content = await archive.open();
  if (isAnswered(reply)) content.destroy();
  else await reply.send(content);
}
