import type { FastifyReply } from 'fastify';

/** Fires when the client closes its connection before it is answered. */
export function clientGone(reply: FastifyReply): AbortSignal {
  const gone = new AbortController();
  // Of the answer and not of the socket: a connection that is kept alive serves many requests, and would keep a listener of each.
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) gone.abort();
  });
  return gone.signal;
}
