import fc from 'fast-check';
import type { Operation } from '../api-document.js';
import { encodeText, validRequest, type FuzzRequest, type ParamValue } from '../fuzz-request.js';
import { RAW_ENCODINGS, TREACHEROUS_NAMES, hostileText } from '../hostile-values.js';
import type { RequestKind } from './hostility.js';

const withParam = (
  operation: Operation,
  which: (name: string) => boolean,
  values: fc.Arbitrary<ParamValue>,
): fc.Arbitrary<FuzzRequest> | undefined => {
  const names = operation.parameters.filter((one) => one.in === 'path' && which(one.name)).map(({ name }) => name);
  return names.length === 0
    ? undefined
    : fc
        .tuple(validRequest(operation), fc.constantFrom(...names), values)
        .map(([request, name, value]) => ({ ...request, params: { ...request.params, [name]: value } }));
};

/** A quarantined item refuses commands whatever template they name, so only a missing item is always 404. */
const isItemId = (name: string): boolean => name === 'id';
const text = (value: string): ParamValue => ({ kind: 'text', text: value });
const raw = (value: string): ParamValue => ({ kind: 'raw', text: value });
const anyName = (): boolean => true;

const malformed: fc.Arbitrary<ParamValue> = fc.oneof(
  hostileText.map(text),
  fc.constantFrom(...TREACHEROUS_NAMES).map(text),
  fc.uuid().map((id) => text(id.replaceAll('-', ''))),
  fc.uuid().map((id) => text(`{${id}}`)),
  fc.uuid().map((id) => text(`${id} `)),
  fc.constantFrom('00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff', '1', '-1').map(text),
);

const ODDLY_PLACED: readonly ((id: string, odd: string) => string)[] = [
  (id, odd) => odd + id,
  (id, odd) => id + odd,
  (_, odd) => odd,
  (_, odd) => odd.repeat(100),
];

const tricks: fc.Arbitrary<ParamValue> = fc
  .tuple(fc.uuid(), fc.constantFrom(...RAW_ENCODINGS), fc.constantFrom(...ODDLY_PLACED))
  .map(([id, odd, place]) => raw(place(id, odd)));

const withQuery = (operation: Operation, pairs: fc.Arbitrary<readonly string[]>): fc.Arbitrary<FuzzRequest> =>
  fc.tuple(validRequest(operation), pairs).map(([request, query]) => ({ ...request, query: [...request.query, ...query] }));

const queryNames = (operation: Operation): readonly string[] =>
  operation.parameters.filter((one) => one.in === 'query').map(({ name }) => name);

const wrongQuery = (operation: Operation): fc.Arbitrary<FuzzRequest> | undefined => {
  const names = queryNames(operation);
  if (names.length === 0) return undefined;
  const value = fc.oneof(hostileText.map(encodeText), fc.constantFrom(...RAW_ENCODINGS));
  return fc.tuple(validRequest(operation), fc.constantFrom(...names), value).map(([request, name, given]) => ({
    ...request,
    query: [...request.query.filter((pair) => !pair.startsWith(`${name}=`)), `${name}=${given}`],
  }));
};

const shapes = (operation: Operation): fc.Arbitrary<FuzzRequest> => {
  const names = fc.constantFrom(...queryNames(operation), 'limit', 'dry_run');
  const shape = fc
    .tuple(names, fc.nat(30), fc.constantFrom('twice', 'list', 'object', 'bare', 'deep', 'case'))
    .map(([name, value, how]) => {
      const given = String(value);
      const ways: Readonly<Record<typeof how, readonly string[]>> = {
        twice: [`${name}=${given}`, `${name}=${given}`],
        list: [`${name}[]=${given}`, `${name}[1]=${given}`],
        object: [`${name}[$gt]=${given}`],
        bare: [name],
        deep: [`${name}${'[a]'.repeat(300)}=1`],
        case: [`${name.toUpperCase()}=${given}`],
      };
      return ways[how];
    });
  return withQuery(operation, shape);
};

const unknownQuery: fc.Arbitrary<readonly string[]> = fc.array(
  fc
    .tuple(fc.oneof(fc.constantFrom(...TREACHEROUS_NAMES), fc.string({ maxLength: 10 })), hostileText)
    .map(([name, value]) => `${encodeText(name)}=${encodeText(value.slice(0, 500))}`),
  { minLength: 1, maxLength: 40 },
);

export const targets: readonly RequestKind[] = [
  {
    name: 'an id that nobody has',
    requests: (operation) => withParam(operation, isItemId, fc.uuid().map(text)),
    statuses: [404],
  },
  { name: 'a part of the path that is malformed', requests: (operation) => withParam(operation, anyName, malformed) },
  { name: 'percent-encoding tricks in the path', requests: (operation) => withParam(operation, anyName, tricks) },
  { name: 'a query parameter that does not fit', requests: wrongQuery },
  { name: 'a query parameter in another shape', requests: shapes },
  { name: 'unknown query parameters', requests: (operation) => withQuery(operation, unknownQuery) },
];
