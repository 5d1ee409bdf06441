import { AsyncLocalStorage } from 'node:async_hooks';
import type { FastifyInstance, FastifyRequest } from 'fastify';

const requests = new AsyncLocalStorage<FastifyRequest>();

/** Lets the code that serves a request find it. The body has been parsed by then: a parser would lose the request. */
export function rememberRequests(instance: FastifyInstance): void {
  instance.addHook('preHandler', (request, _reply, done) => {
    requests.run(request, done);
  });
}

/** Returns the request that is being served, or `undefined` for work in the background. */
export const currentRequest = (): FastifyRequest | undefined => requests.getStore();
