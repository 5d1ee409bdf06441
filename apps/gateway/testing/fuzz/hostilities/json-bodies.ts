import { isObject } from '@throughline/contracts';
import fc from 'fast-check';
import type { BodyKind, Operation } from '../api-document.js';
import { asJson, jsonOf, type Body } from '../body.js';
import { validRequest, type FuzzRequest } from '../fuzz-request.js';
import { TREACHEROUS_NAMES, hostileValue } from '../hostile-values.js';
import type { RequestKind } from './hostility.js';

/** Larger than any limit of the gateway under test. */
export const OVER_THE_LIMIT = 300_000;

/** Returns the path of every value in a JSON value, as a list of keys. The root is the empty list. */
function findPaths(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  const members = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return [path, ...members.flatMap(([key, member]) => findPaths(member, [...path, key]))];
}

/** Replaces the value at one path; `undefined` removes it. */
function changeAt(value: unknown, path: readonly string[], change: (old: unknown) => unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return change(value);
  if (Array.isArray(value))
    return value.map((one: unknown, index) => (String(index) === key ? changeAt(one, rest, change) : one));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]) => {
      const next = name === key ? changeAt(member, rest, change) : member;
      return next === undefined ? [] : [[name, next] as const];
    }),
  );
}

const pickFrom = <T>(list: readonly T[], pick: number): T | undefined => list[pick % list.length];

function withJson(
  operation: Operation,
  make: (valid: fc.Arbitrary<unknown>) => fc.Arbitrary<Body>,
): fc.Arbitrary<FuzzRequest> | undefined {
  const kind = operation.bodies.find(({ type }) => type === 'application/json');
  return kind === undefined
    ? undefined
    : fc.tuple(validRequest(operation), make(jsonOf(kind))).map(([request, body]) => ({ ...request, body }));
}

const anyWhere = fc.nat(10_000);

const wrongValues = (valid: fc.Arbitrary<unknown>): fc.Arbitrary<Body> =>
  fc
    .tuple(valid, anyWhere, hostileValue)
    .map(([value, pick, other]) => asJson(changeAt(value, pickFrom(findPaths(value), pick) ?? [], () => other)));

const missingFields = (valid: fc.Arbitrary<unknown>): fc.Arbitrary<Body> =>
  fc.tuple(valid, anyWhere).map(([value, pick]) => {
    const inner = findPaths(value).filter((path) => path.length > 0);
    return asJson(changeAt(value, pickFrom(inner, pick) ?? [], () => (inner.length === 0 ? {} : undefined)));
  });

const unknownFields = (valid: fc.Arbitrary<unknown>): fc.Arbitrary<Body> => {
  const name = fc.oneof(fc.constantFrom(...TREACHEROUS_NAMES, 'owner', 'id', 'status', 'revision'), fc.string({ maxLength: 20 }));
  return fc.tuple(valid, anyWhere, name, hostileValue).map(([value, pick, field, other]) => {
    const objects = findPaths(value).filter((path) =>
      isObject(path.reduce<unknown>((at, key) => Reflect.get(Object(at), key), value)),
    );
    const add = (old: unknown): unknown => Object.fromEntries([...Object.entries(old as object), [field, other]]);
    return asJson(objects.length === 0 ? { [field]: other } : changeAt(value, pickFrom(objects, pick) ?? [], add));
  });
};

const text = (body: string): Body => ({ kind: 'text', type: 'application/json', text: body });

/** Breaks the JSON text, repeats a key, or inserts numbers beyond the range of a double. */
const brokenText = (valid: fc.Arbitrary<unknown>): fc.Arbitrary<Body> =>
  fc
    .tuple(valid, fc.nat(200), fc.constantFrom('cut', 'stray', 'number', 'twice', 'bom', 'comment', 'quote'))
    .map(([value, at, how]) => {
      const json = JSON.stringify(value);
      const place = at % (json.length + 1);
      const [head, tail] = [json.slice(0, place), json.slice(place)];
      const ways: Readonly<Record<typeof how, string>> = {
        cut: head,
        stray: `${head}\u0000${tail}`,
        number: json.replaceAll(/:\s*(-?\d[\d.]*|true|false|"[^"]*")/g, ':1e999'),
        twice: json.replace('{', '{"name":1,"name":2,"processing_config":{},"processing_config":[],'),
        bom: `\ufeff${json}`,
        comment: `${head}/* */${tail}`,
        quote: json.replaceAll('"', "'"),
      };
      return text(ways[how]);
    });

const notAnObject: fc.Arbitrary<Body> = fc.oneof(
  fc.constantFrom('', ' ', 'null', '[]', '[{}]', '0', '-1e400', 'true', '"x"', 'NaN', 'undefined', '\u0000', '{}{}').map(text),
  hostileValue.map(asJson),
);

const NESTS = [
  ['[', ']'],
  ['{"a":', '}'],
  ['{"x":{"y":', '}}'],
  ['[', ''],
] as const;
const LONGEST_NEST = 60_000;

const deep: fc.Arbitrary<Body> = fc
  .tuple(fc.integer({ min: 100, max: 30_000 }), fc.constantFrom(...NESTS))
  .map(([depth, [open, close]]) => {
    const levels = Math.min(depth, Math.floor(LONGEST_NEST / (open.length + close.length)));
    return text(`${open.repeat(levels)}1${close.repeat(levels)}`);
  });

/** Imports take larger bodies than other operations. */
const OVER_THE_LIMIT_OF_IMPORTS = 5 * 1_024 * 1_024;

const tooLarge = (valid: fc.Arbitrary<unknown>, padding = OVER_THE_LIMIT): fc.Arbitrary<Body> =>
  valid.map((value) => ({ kind: 'text', type: 'application/json', text: JSON.stringify(value), padding }));

const overTheLimitOf =
  ({ path }: Operation) =>
  (valid: fc.Arbitrary<unknown>): fc.Arbitrary<Body> =>
    tooLarge(valid, path === '/api/v1/admin/imports' ? OVER_THE_LIMIT_OF_IMPORTS : OVER_THE_LIMIT);

const TYPES = [
  'text/plain',
  'application/xml',
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'multipart/form-data; boundary=',
  'application/octet-stream',
  'application/json5',
  'json',
  '/',
  ';',
  'application/json; charset=\u00ff',
  `application/${'x'.repeat(3_000)}`,
];

const otherTypes = (operation: Operation, kind: BodyKind): fc.Arbitrary<FuzzRequest> =>
  fc.tuple(validRequest(operation), jsonOf(kind), fc.constantFrom(...TYPES)).map(([request, value, type]) => ({
    ...request,
    body: { kind: 'text', type, text: JSON.stringify(value) },
  }));

const anyKind: BodyKind = { type: 'application/json', schema: { type: 'object' } };

export const jsonBodies: readonly RequestKind[] = [
  { name: 'a field of the wrong type or out of range', requests: (operation) => withJson(operation, wrongValues) },
  { name: 'an unknown field', requests: (operation) => withJson(operation, unknownFields) },
  { name: 'a field that is missing', requests: (operation) => withJson(operation, missingFields) },
  { name: 'broken JSON', requests: (operation) => withJson(operation, brokenText) },
  { name: 'a body that is no object', requests: (operation) => withJson(operation, () => notAnObject) },
  { name: 'deep nesting', requests: (operation) => withJson(operation, () => deep) },
  { name: 'a body over the limit', requests: (operation) => withJson(operation, overTheLimitOf(operation)), statuses: [413] },
  {
    name: 'a body of another type',
    requests: (operation) => otherTypes(operation, operation.bodies.find(({ type }) => type === 'application/json') ?? anyKind),
  },
  {
    name: 'a body where none belongs',
    requests: (operation) =>
      operation.bodies.length > 0
        ? undefined
        : fc
            .tuple(validRequest(operation), fc.oneof(notAnObject, deep, tooLarge(fc.constant({}))))
            .map(([request, body]) => ({ ...request, body })),
  },
];
