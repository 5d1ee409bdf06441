import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from '@throughline/service-kit';
import { toProblem } from './from-error.js';
import { Problem } from './problem.js';
import { sendProblem } from './send.js';

export type MethodsOf = (path: string) => readonly string[];

/** Answers everything that is thrown, by us, Nest or Fastify, with a problem document. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly log: Logger,
    private readonly methodsOf: MethodsOf,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const problem = this.withMethods(toProblem(error), request);
    this.record(problem, error, request);
    // The read has passed its deadline and was answered with 503.
    if (reply.raw.writableEnded) return;
    // The head of an answer has been sent, so its body can no longer report the error.
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
    else this.log.warn({ ...where, err: error }, 'could not serve a request');
  }
}
