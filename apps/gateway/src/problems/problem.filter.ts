import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from '@throughline/service-kit';
import { problemFrom } from './from-error.js';
import { Problem } from './problem.js';
import { sendProblem } from './send.js';

/** The methods that a path is known under; empty for an unknown path. */
export type MethodsOf = (path: string) => readonly string[];

/** Turns everything thrown, by us, Nest or Fastify, into one kind of answer. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly log: Logger,
    private readonly methodsOf: MethodsOf,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const problem = this.withMethods(problemFrom(error), request);
    this.record(problem, error, request);
    // The head of an answer is out already: nothing true can be said in its body any more.
    if (reply.raw.headersSent) reply.raw.destroy();
    else if (!reply.sent) sendProblem(request, reply, problem);
  }

  private withMethods(problem: Problem, request: FastifyRequest): Problem {
    if (problem.code !== 'unknown-path') return problem;
    const methods = this.methodsOf(request.url.split('?')[0] ?? '');
    return methods.length === 0 ? problem : new Problem('method-not-allowed', { headers: { allow: methods.join(', ') } });
  }

  private record(problem: Problem, error: unknown, request: FastifyRequest): void {
    if (problem.status < 500) return;
    const where = { request_id: request.id, method: request.method, path: request.routeOptions.url, code: problem.code };
    if (problem.code === 'internal') this.log.error({ ...where, err: error }, 'a request failed');
    else this.log.warn({ ...where, err: error }, 'a request could not be served');
  }
}
