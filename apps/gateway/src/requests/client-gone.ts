import type { FastifyRequest } from 'fastify';

/** Fires when the client closes its connection before it is answered. */
export function clientGone(request: FastifyRequest): AbortSignal {
  const gone = new AbortController();
  request.raw.socket.once('close', () => {
    gone.abort();
  });
  return gone.signal;
}
