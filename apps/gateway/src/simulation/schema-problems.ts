import { describeSchemaError } from '@throughline/contracts';
import type { TLocalizedValidationError } from 'typebox/error';
import type { FieldProblem } from '../http/problems/problem.js';

interface Validator {
  Errors(value: unknown): readonly TLocalizedValidationError[];
}

/** Lists a schema's errors by their position in the request. Reports an unknown member once, at its own position. */
export const findSchemaProblems = (validator: Validator, value: unknown, at: string): readonly FieldProblem[] =>
  validator
    .Errors(value)
    .filter(({ keyword }) => keyword !== 'additionalProperties')
    .map((error) => ({
      pointer: `${at}${error.instancePath}`,
      message: error.keyword === 'boolean' ? 'is not a setting' : describeSchemaError(error),
    }));
