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

/** The validator's sentence about a member that a body may not have. Its pointer names the member. */
export const UNEXPECTED_MEMBER = 'should not exist';

/** Returns the sentence of the validator without the name of its field, which the pointer beside it says. */
function withoutName(message: string, property: string | undefined): string {
  if (property === undefined) return message;
  if (message === `property ${property} should not exist`) return UNEXPECTED_MEMBER;
  const beginnings: readonly (readonly [named: string, unnamed: string])[] = [
    [`${property} `, ''],
    [`${property}: `, ''],
    [`each value in ${property} `, 'each value '],
    [`All ${property}'s elements `, 'all elements '],
  ];
  const [named, unnamed] = beginnings.find(([beginning]) => message.startsWith(beginning)) ?? ['', ''];
  return `${unnamed}${message.slice(named.length)}`;
}

/** Returns one message for a missing value, which breaks every rule of its field. */
function messagesOf({ property, value, constraints = {} }: ValidationError): readonly string[] {
  const messages = Object.values(constraints);
  return messages.length > 1 && !hasValue(value) ? ['is required'] : messages.map((message) => withoutName(message, property));
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
/** For controllers of several kinds, whose parameters do not name the class of the body. */
export const bodyPipeOf = (expectedType: Type): ValidationPipe =>
  new ShapeCheckingPipe({ ...rules({ prefix: '', refuseUnknown: true }), expectedType });
export const requiredBodyPipe = new RequiredBodyPipe(rules({ prefix: '', refuseUnknown: true }));
export const requiredBodyPipeOf = (expectedType: Type): ValidationPipe =>
  new RequiredBodyPipe({ ...rules({ prefix: '', refuseUnknown: true }), expectedType });
/** Queries: an unknown parameter changes nothing (RUN-10). */
export const queryPipe = new ValidationPipe(rules({ prefix: '/query', refuseUnknown: false }));
