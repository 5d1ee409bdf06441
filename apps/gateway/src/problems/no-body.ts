import type { PipeTransform } from '@nestjs/common';
import { assertTame, pointerPart } from './body-shape.js';
import { invalid, type FieldProblem } from './problem.js';

const unexpected = (body: unknown): readonly FieldProblem[] =>
  typeof body === 'object' && body !== null && !Array.isArray(body)
    ? Object.keys(body).map((name) => ({ pointer: `/${pointerPart(name)}`, message: `property ${name} should not exist` }))
    : [{ pointer: '', message: 'must be an object without members, or left out' }];

/** For operations that take nothing: a field is one of another operation, and is refused. */
export const noBodyPipe: PipeTransform<unknown, undefined> = {
  transform: (body) => {
    assertTame(body);
    const problems = body === undefined || body === null ? [] : unexpected(body);
    if (problems.length > 0) throw invalid(problems);
    return undefined;
  },
};
