import { ValidationPipe, type ValidationError } from '@nestjs/common';
import { invalid, type FieldProblem } from './problem.js';

/** RFC 6901: `~` and `/` inside of a name are escaped. */
const escaped = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');

export const fieldProblems = (errors: readonly ValidationError[], prefix = ''): readonly FieldProblem[] =>
  errors.flatMap((error) => {
    const pointer = `${prefix}/${escaped(error.property)}`;
    const own = Object.values(error.constraints ?? {}).map((message) => ({ pointer, message }));
    return [...own, ...fieldProblems(error.children ?? [], pointer)];
  });

const pipe = (options: { prefix: string; refuseUnknown: boolean }): ValidationPipe =>
  new ValidationPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: options.refuseUnknown,
    forbidUnknownValues: true,
    stopAtFirstError: false,
    exceptionFactory: (errors) => invalid(fieldProblems(errors, options.prefix)),
  });

/** Bodies: an unknown field is a misspelt one, and is refused. */
export const bodyPipe = pipe({ prefix: '', refuseUnknown: true });
/** Queries: an unknown parameter changes nothing (RUN-10). */
export const queryPipe = pipe({ prefix: '/query', refuseUnknown: false });
