import type { FastifyReply, FastifyRequest } from 'fastify';
import { problemDocument, type Problem } from './problem.js';

export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';

/** Bytes and not an object: the answer must not depend on a route's serializer. */
export const problemBytes = (problem: Problem, requestId: string): Buffer =>
  Buffer.from(JSON.stringify(problemDocument(problem, requestId)));

export function sendProblem(request: FastifyRequest, reply: FastifyReply, problem: Problem): void {
  for (const [name, value] of Object.entries(problem.options.headers ?? {})) void reply.header(name, value);
  void reply
    .status(problem.status)
    .header('cache-control', 'no-store')
    .header('content-type', PROBLEM_TYPE)
    .send(problemBytes(problem, request.id));
}
