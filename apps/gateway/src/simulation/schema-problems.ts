import { schemaWords } from '@throughline/contracts';
import type { TLocalizedValidationError } from 'typebox/error';
import type { FieldProblem } from '../problems/problem.js';

interface Validator {
  Errors(value: unknown): readonly TLocalizedValidationError[];
}

/** What a schema says against a value, by the place in the request. An unknown member is told once, at its own place. */
export const schemaProblems = (validator: Validator, value: unknown, at: string): readonly FieldProblem[] =>
  validator
    .Errors(value)
    .filter(({ keyword }) => keyword !== 'additionalProperties')
    .map((error) => ({
      pointer: `${at}${error.instancePath}`,
      message: error.keyword === 'boolean' ? 'is not a setting' : schemaWords(error),
    }));
