import type { FastifyReply } from 'fastify';

/** Returns a signal that fires when the client closes its connection before the answer. */
export function watchDisconnect(reply: FastifyReply): AbortSignal {
  const gone = new AbortController();
  // Listens on the answer, not the socket: a kept-alive connection serves many requests and would collect a listener from each.
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) gone.abort();
  });
  return gone.signal;
}
