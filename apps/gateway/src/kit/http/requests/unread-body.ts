import type { FastifyInstance } from 'fastify';

/**
 * Reads and discards the rest of a body after its answer. Node does so only for bodies that nobody began to read: behind the
 * rest of a refused form, the next request of the connection would wait forever.
 */
export function discardUnreadBodies(instance: FastifyInstance): void {
  instance.addHook('onSend', (_request, reply, _payload, done) => {
    // Fastify closes the connection after a body over the limit. A client that is still sending would see the connection break,
    // and never read why.
    if (reply.statusCode === 413) void reply.removeHeader('connection');
    done();
  });
  instance.addHook('onResponse', ({ raw }, _reply, done) => {
    if (!raw.readableEnded) raw.unpipe().resume();
    done();
  });
}
