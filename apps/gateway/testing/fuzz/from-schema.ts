import fc from 'fast-check';
import type { Parameter, Schema } from './api-document.js';
import { placeholders } from './placeholders.js';

const numberOr = (value: unknown, otherwise: number): number => (typeof value === 'number' ? value : otherwise);
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? (value as unknown[]) : []);
const schemaOf = (value: unknown): Schema => (typeof value === 'object' && value !== null ? (value as Schema) : {});

/** Cached by pattern, as fast-check tries thousands of texts for each `stringMatching`. */
const matched = new Map<string, fc.Arbitrary<string>>();

function stringsMatching(pattern: string): fc.Arbitrary<string> {
  const known = matched.get(pattern) ?? fc.stringMatching(new RegExp(pattern));
  matched.set(pattern, known);
  return known;
}

const strings = (schema: Schema): fc.Arbitrary<unknown> => {
  if (typeof schema['pattern'] === 'string') {
    const [least, most] = [numberOr(schema['minLength'], 0), numberOr(schema['maxLength'], Infinity)];
    return stringsMatching(schema['pattern']).filter(({ length }) => length >= least && length <= most);
  }
  if (schema['format'] === 'uuid') return fc.oneof({ weight: 4, arbitrary: placeholders }, { weight: 1, arbitrary: fc.uuid() });
  if (schema['format'] === 'date-time')
    return fc
      .date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true })
      .map((date) => date.toISOString());
  if (schema['contentSchema'] !== undefined)
    return valuesOf(schemaOf(schema['contentSchema'])).map((value) => JSON.stringify(value));
  const minLength = numberOr(schema['minLength'], 0);
  const maxLength = Math.min(numberOr(schema['maxLength'], 60), minLength + 60);
  return fc.string({ unit: 'grapheme', minLength, maxLength }).filter((text) => text.length <= maxLength);
};

/** The API refuses the names that every object inherits, such as `toString`. */
const isInherited = (name: string): boolean => name in {};

const objects = (schema: Schema): fc.Arbitrary<unknown> => {
  const members = Object.entries(schemaOf(schema['properties'])).map(([name, one]) => [name, valuesOf(schemaOf(one))] as const);
  const named = fc.record(Object.fromEntries(members), { requiredKeys: listOf(schema['required']).map(String) });
  const patterns = Object.entries(schemaOf(schema['patternProperties']));
  if (patterns.length === 0) return named;
  const further = patterns.map(([pattern, one]) =>
    fc.dictionary(
      stringsMatching(pattern).filter((name) => !isInherited(name)),
      valuesOf(schemaOf(one)),
      { maxKeys: 3 },
    ),
  );
  return fc.tuple(named, ...further).map((parts) => Object.assign({}, ...parts) as object);
};

const arrays = (schema: Schema): fc.Arbitrary<unknown> => {
  const minLength = numberOr(schema['minItems'], 0);
  const constraints = { minLength, maxLength: Math.max(minLength, Math.min(numberOr(schema['maxItems'], 4), 4)) };
  const items = valuesOf(schemaOf(schema['items']));
  return schema['uniqueItems'] === true
    ? fc.uniqueArray(items, { ...constraints, selector: (value) => JSON.stringify(value) })
    : fc.array(items, constraints);
};

const integers = (schema: Schema): fc.Arbitrary<unknown> =>
  fc.integer({ min: numberOr(schema['minimum'], -1_000), max: numberOr(schema['maximum'], 1_000_000) });

const numbers = (schema: Schema): fc.Arbitrary<unknown> =>
  fc.double({ min: numberOr(schema['minimum'], -1e6), max: numberOr(schema['maximum'], 1e6), noNaN: true });

const byType: Readonly<Record<string, (schema: Schema) => fc.Arbitrary<unknown>>> = {
  string: strings,
  object: objects,
  array: arrays,
  integer: integers,
  number: numbers,
  boolean: () => fc.boolean(),
  null: () => fc.constant(null),
};

const bySchema = (schema: Schema): fc.Arbitrary<unknown> => {
  if ('const' in schema) return fc.constant(schema['const']);
  const words = listOf(schema['enum']);
  if (words.length > 0) return fc.constantFrom(...words);
  const choices = [...listOf(schema['anyOf']), ...listOf(schema['oneOf'])].map((one) => valuesOf(schemaOf(one)));
  if (choices.length > 0) return fc.oneof(...choices);
  const make = byType[String(schema['type'])];
  return make === undefined ? fc.jsonValue() : make(schema);
};

/** Generates values by the schema's rules, and its default and examples, which often fit better. */
export function valuesOf(schema: Schema): fc.Arbitrary<unknown> {
  const documented = [...('default' in schema ? [schema['default']] : []), ...listOf(schema['examples'])];
  const made = bySchema(schema);
  return documented.length === 0 ? made : fc.oneof(made, fc.constantFrom(...documented));
}

export const valuesOfParameter = ({ schema, example }: Parameter): fc.Arbitrary<unknown> =>
  example === undefined
    ? valuesOf(schema)
    : fc.oneof({ weight: 1, arbitrary: valuesOf(schema) }, { weight: 3, arbitrary: fc.constant(example) });
