import { RouteConfig } from '@nestjs/platform-fastify';
import type { Logger } from '@throughline/service-kit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from '../problems/problem.js';
import { sendProblem } from '../problems/send.js';

/** Returns a signal that fires when the client closes its connection before the answer. */
export function watchDisconnect(reply: FastifyReply): AbortSignal {
  const disconnected = new AbortController();
  // Listens on the answer, not the socket: a kept-alive connection serves many requests and would collect a listener from each.
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) disconnected.abort();
  });
  return disconnected.signal;
}

const LIMITS_ITSELF = 'limitsItself';

/** For GET operations with a time limit of their own. */
export const LimitsItself = (): MethodDecorator => RouteConfig({ [LIMITS_ITSELF]: true });

const LONGEST_WAIT_S = 60;

const isRead = ({ method, routeOptions }: FastifyRequest): boolean =>
  (method === 'GET' || method === 'HEAD') && !Object.hasOwn(routeOptions.config, LIMITS_ITSELF);

/** Returns the time that the client itself asks to wait for a change. */
const readWaitMs = ({ query }: FastifyRequest): number => {
  const seconds = Number((query as { readonly wait?: unknown } | undefined)?.wait);
  return seconds > 0 && seconds <= LONGEST_WAIT_S ? seconds * 1_000 : 0;
};

const deadlineProblem = (deadlineMs: number): Problem =>
  new Problem('unavailable', {
    detail: `The answer was not ready within ${String(deadlineMs)} ms: a required service is unavailable or slow. /health/ready says which.`,
    headers: { 'retry-after': '2' },
  });

/**
 * Answers 503 to each read without an answer by its deadline, whatever it waits for. The pending calls end by their own
 * timeouts.
 */
export function answerReadsInTime(instance: FastifyInstance, deadlineMs: number, log: Pick<Logger, 'warn'>): void {
  const timers = new WeakMap<FastifyRequest, NodeJS.Timeout>();
  instance.addHook('onRequest', (request, reply, done) => {
    if (isRead(request)) {
      const timer = setTimeout(
        () => {
          if (reply.sent || reply.raw.headersSent) return;
          const { id, method, routeOptions } = request;
          log.warn({ request_id: id, method, path: routeOptions.url, deadline_ms: deadlineMs }, 'a read missed its deadline');
          sendProblem(request, reply, deadlineProblem(deadlineMs));
        },
        deadlineMs + readWaitMs(request),
      );
      timers.set(request, timer);
      reply.raw.once('close', () => {
        clearTimeout(timer);
      });
    }
    done();
  });
  // The answer has begun: a large file may take hours.
  instance.addHook('onSend', (request, _reply, payload, done) => {
    clearTimeout(timers.get(request));
    done(null, payload);
  });
}
