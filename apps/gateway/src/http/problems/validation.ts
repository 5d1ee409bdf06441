import {
  ValidationPipe,
  type ArgumentMetadata,
  type Type,
  type ValidationError,
  type ValidationPipeOptions,
} from '@nestjs/common';
import { hasValue } from '../requests/has-value.js';
import { assertSafeShape, escapePointerPart } from './body-shape.js';
import { invalid, type FieldProblem } from './problem.js';

/** The validator gives no name for a value that it does not know as an object of a class. */
const placeOf = (prefix: string, property: string | undefined): string =>
  property === undefined ? prefix : `${prefix}/${escapePointerPart(property)}`;

/** Returns one message for a missing value, which breaks every rule of its field. */
function messagesOf({ property, value, constraints = {} }: ValidationError): readonly string[] {
  const messages = Object.values(constraints);
  return messages.length > 1 && !hasValue(value) ? [`${property} is required`] : messages;
}

export const toFieldProblems = (errors: readonly ValidationError[], prefix = ''): readonly FieldProblem[] =>
  errors.flatMap((error) => {
    const pointer = placeOf(prefix, error.property);
    const own = messagesOf(error).map((message) => ({ pointer, message }));
    return [...own, ...toFieldProblems(error.children ?? [], pointer)];
  });

/** A validation pipe that first checks the body's depth and names: the validator is recursive and silently drops some names. */
class ShapeCheckingPipe extends ValidationPipe {
  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    assertSafeShape(value);
    return (await super.transform(value, metadata)) as unknown;
  }
}

/** Refuses a missing body, where every field is optional and an empty object has a meaning of its own. */
class RequiredBodyPipe extends ShapeCheckingPipe {
  override transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (value === undefined || value === null) throw invalid([{ pointer: '', message: 'must be an object' }]);
    return super.transform(value, metadata);
  }
}

const rules = (options: { prefix: string; refuseUnknown: boolean }): ValidationPipeOptions => ({
  transform: true,
  whitelist: true,
  forbidNonWhitelisted: options.refuseUnknown,
  forbidUnknownValues: true,
  stopAtFirstError: false,
  exceptionFactory: (errors) => invalid(toFieldProblems(errors, options.prefix)),
});

/** Bodies: an unknown field is a misspelt one, and is refused. */
export const bodyPipe = new ShapeCheckingPipe(rules({ prefix: '', refuseUnknown: true }));
/** For controllers of several kinds of items, whose parameters do not name the class of the body. */
export const bodyPipeOf = (expectedType: Type): ValidationPipe =>
  new ShapeCheckingPipe({ ...rules({ prefix: '', refuseUnknown: true }), expectedType });
export const requiredBodyPipe = new RequiredBodyPipe(rules({ prefix: '', refuseUnknown: true }));
/** Queries: an unknown parameter changes nothing (RUN-10). */
export const queryPipe = new ValidationPipe(rules({ prefix: '/query', refuseUnknown: false }));
