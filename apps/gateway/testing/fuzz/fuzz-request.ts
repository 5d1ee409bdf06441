import fc from 'fast-check';
import type { Operation, Parameter } from './api-document.js';
import { bodiesOf, type Body } from './body.js';
import { valuesOfParameter } from './from-schema.js';
import { FRESH_SIGNATURE } from './zoom-world.js';

export interface OwnId {
  readonly kind: 'own';
  readonly pick: number;
  /** Made for this request, or once for all reads, as they change nothing. */
  readonly isFresh: boolean | 'once';
}

/** A path parameter. Ids are picked when the request is sent, because they are unknown before. */
export type ParamValue =
  | OwnId
  | { readonly kind: 'foreign'; readonly pick: number }
  | { readonly kind: 'text'; readonly text: string }
  /** Inserted into the path without encoding. */
  | { readonly kind: 'raw'; readonly text: string };

export type Credentials = 'owner' | 'none' | 'unknown' | 'expired' | 'revoked' | 'malformed' | 'too-weak';

/** Owner of the ids in a request: the fuzzer and the stranger in turn, only the stranger, or nobody. */
export type IdOwner = 'anybody' | 'stranger' | 'nobody';

/** A request as data, so that it can be shrunk, printed and sent again. */
export interface FuzzRequest {
  readonly method: string;
  readonly path: string;
  readonly params: Readonly<Record<string, ParamValue>>;
  /** Encoded `name=value` pairs. */
  readonly query: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  readonly credentials: Credentials;
  readonly body: Body | undefined;
}

/** Ids come from the world; all other path parameters come from the document. */
/** Ids of parts of the thing whose `id` is in the same path. */
const PART_IDS: readonly string[] = ['run', 'sync_id', 'user_id', 'invitation_id', 'note_id'];
export const isPartId = (name: string): boolean => PART_IDS.includes(name);
export const isId = (name: string): boolean => name === 'id' || name === 'template_id' || isPartId(name);

export const isNumber = (id: string | undefined): boolean => id !== undefined && /^\d+$/.test(id);

/** Returns a well-formed id that does not exist. */
export const missingId = (pick: number, like?: string): string =>
  isNumber(like) ? String(900_000 + pick) : `0199f5a0-4f0c-7c3e-9d0a-${pick.toString(16).padStart(12, '0')}`;

/** Replaced with a new key in each request, as a key belongs to one request. */
export const FRESH_KEY = 'a-key-of-its-own';

const SPECIAL: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  // Never waits for future changes or revisions: 200 requests would take minutes.
  wait: fc.constant(0),
  min_revision: fc.constantFrom('0', '1'),
  after_revision: fc.constantFrom('0', '1'),
  // The schema of this string does not say that it is a time.
  as_of: fc.constantFrom('7', '999999', '2026-02-05T10:00:00Z'),
  'Idempotency-Key': fc.constant(FRESH_KEY),
  'X-Zm-Signature': fc.constant(FRESH_SIGNATURE),
  // The item's current ETag is unknown here.
  'If-Match': fc.constantFrom('*', '*', '"another"'),
};

const textOf = (value: unknown): string => (Array.isArray(value) ? value.map(String).join(',') : String(value));

/** Percent-encodes a text. Replaces a lone surrogate with the invalid bytes that a careless client would send. */
export const encodeText = (text: string): string =>
  encodeURIComponent(Buffer.from(text).toString()).replaceAll('%EF%BF%BD', '%ED%A0%80');

const ownId: fc.Arbitrary<ParamValue> = fc.nat(1_000).map((pick) => ({ kind: 'own', pick, isFresh: false }));

/** Returns false for segments that a URL parser removes from the path. */
export const isPathPart = (text: string): boolean => !['', '.', '..'].includes(text);

const paramOf = (parameter: Parameter): fc.Arbitrary<ParamValue> =>
  isId(parameter.name)
    ? ownId
    : valuesOfParameter(parameter)
        .map(textOf)
        .filter(isPathPart)
        .map((text) => ({ kind: 'text', text }));

const parameterValues = (one: Parameter): fc.Arbitrary<unknown> => SPECIAL[one.name] ?? valuesOfParameter(one);

const recordOf = (
  parameters: readonly Parameter[],
  make: (one: Parameter) => fc.Arbitrary<unknown>,
): fc.Arbitrary<Record<string, unknown>> =>
  fc.record(Object.fromEntries(parameters.map((one) => [one.name, make(one)])), { requiredKeys: [] });

const FEW = 2;

/** Half of the requests have few parameters. Of many random ones, nearly always one has a value that the operation refuses. */
const queryOf = (parameters: readonly Parameter[]): fc.Arbitrary<Record<string, unknown>> =>
  fc.oneof(
    recordOf(parameters, parameterValues),
    fc.subarray([...parameters], { maxLength: Math.min(FEW, parameters.length) }).chain((few) => recordOf(few, parameterValues)),
  );

const bodyOf = ({ bodies, isBodyRequired }: Operation): fc.Arbitrary<Body | undefined> => {
  const some = bodies.map(bodiesOf);
  return fc.oneof(...some, ...(isBodyRequired && some.length > 0 ? [] : [fc.constant(undefined)]));
};

/** By operation: about 25 kinds of requests begin with a valid one. */
const validRequests = new WeakMap<Operation, fc.Arbitrary<FuzzRequest>>();

export function validRequest(operation: Operation): fc.Arbitrary<FuzzRequest> {
  const valid = validRequests.get(operation) ?? makeValidRequest(operation);
  validRequests.set(operation, valid);
  return valid;
}

function makeValidRequest(operation: Operation): fc.Arbitrary<FuzzRequest> {
  const inPlace = (place: Parameter['in']): readonly Parameter[] => operation.parameters.filter((one) => one.in === place);
  const params = fc.record(Object.fromEntries(inPlace('path').map((one) => [one.name, paramOf(one)])));
  const query = queryOf(inPlace('query'));
  const headers = recordOf(inPlace('header'), parameterValues);
  return fc.record({ params, query, headers, body: bodyOf(operation) }).map((made) => ({
    method: operation.method,
    path: operation.path,
    credentials: 'owner',
    params: made.params,
    query: Object.entries(made.query).map(([name, value]) => `${name}=${encodeText(textOf(value))}`),
    headers: Object.fromEntries(Object.entries(made.headers).map(([name, value]) => [name.toLowerCase(), textOf(value)])),
    body: made.body,
  }));
}
