import { ValidationPipe, type ArgumentMetadata, type ValidationError, type ValidationPipeOptions } from '@nestjs/common';
import { assertTame, pointerPart } from './body-shape.js';
import { invalid, type FieldProblem } from './problem.js';

export const fieldProblems = (errors: readonly ValidationError[], prefix = ''): readonly FieldProblem[] =>
  errors.flatMap((error) => {
    const pointer = `${prefix}/${pointerPart(error.property)}`;
    const own = Object.values(error.constraints ?? {}).map((message) => ({ pointer, message }));
    return [...own, ...fieldProblems(error.children ?? [], pointer)];
  });

/** Looks at the shape first: the validator goes down by recursion, and takes some names away without a word. */
class CarefulPipe extends ValidationPipe {
  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    assertTame(value);
    return (await super.transform(value, metadata)) as unknown;
  }
}

const rules = (options: { prefix: string; refuseUnknown: boolean }): ValidationPipeOptions => ({
  transform: true,
  whitelist: true,
  forbidNonWhitelisted: options.refuseUnknown,
  forbidUnknownValues: true,
  stopAtFirstError: false,
  exceptionFactory: (errors) => invalid(fieldProblems(errors, options.prefix)),
});

/** Bodies: an unknown field is a misspelt one, and is refused. */
export const bodyPipe = new CarefulPipe(rules({ prefix: '', refuseUnknown: true }));
/** Queries: an unknown parameter changes nothing (RUN-10). */
export const queryPipe = new ValidationPipe(rules({ prefix: '/query', refuseUnknown: false }));
