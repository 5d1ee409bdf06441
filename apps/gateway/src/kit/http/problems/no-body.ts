import { UseGuards, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { assertSafeShape, escapePointerPart } from './body-shape.js';
import { invalid, type FieldProblem } from './problem.js';
import { UNEXPECTED_MEMBER } from './validation.js';

const findUnexpectedMembers = (body: unknown): readonly FieldProblem[] =>
  typeof body === 'object' && body !== null && !Array.isArray(body)
    ? Object.keys(body).map((name) => ({ pointer: `/${escapePointerPart(name)}`, message: UNEXPECTED_MEMBER }))
    : [{ pointer: '', message: 'must be an object without members, or left out' }];

function refuseMembers(body: unknown): void {
  assertSafeShape(body);
  const problems = body === undefined || body === null ? [] : findUnexpectedMembers(body);
  if (problems.length > 0) throw invalid(problems);
}

/** For operations without a body: a field belongs to another operation, and is refused. */
export const TakesNoBody = (): MethodDecorator =>
  UseGuards({
    canActivate: (context: ExecutionContext) => {
      refuseMembers(context.switchToHttp().getRequest<FastifyRequest>().body);
      return true;
    },
  });
