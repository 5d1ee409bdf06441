import { Compile } from 'typebox/compile';
import type { TSchema } from 'typebox';
import type { Schema } from './api-document.js';

const forbidOtherFields = (schema: unknown): unknown => {
  if (Array.isArray(schema)) return schema.map(forbidOtherFields);
  if (typeof schema !== 'object' || schema === null) return schema;
  const inner = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, forbidOtherFields(value)]));
  return 'properties' in schema && !('patternProperties' in schema) ? { ...inner, additionalProperties: false } : inner;
};

type Validator = ReturnType<typeof Compile>;
const compiled = new WeakMap<Schema, { open?: Validator; closed?: Validator }>();

function validatorOf(schema: Schema, how: 'open' | 'closed'): Validator {
  const known = compiled.get(schema) ?? {};
  const validator = known[how] ?? Compile((how === 'closed' ? forbidOtherFields(schema) : schema) as TSchema);
  compiled.set(schema, { ...known, [how]: validator });
  return validator;
}

const problemsOf = (validator: Validator, value: unknown): readonly string[] =>
  validator.Check(value)
    ? []
    : validator.Errors(value).map(({ instancePath, message }) => `${instancePath === '' ? '/' : instancePath} ${message}`);

/** Validates an answer. An undocumented field is an error too. */
export const answerProblems = (schema: Schema, value: unknown): readonly string[] =>
  problemsOf(validatorOf(schema, 'closed'), value);

export const requestProblems = (schema: Schema, value: unknown): readonly string[] =>
  problemsOf(validatorOf(schema, 'open'), value);
