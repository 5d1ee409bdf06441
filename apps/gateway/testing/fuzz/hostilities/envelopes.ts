import fc from 'fast-check';
import type { Operation } from '../api-document.js';
import { validRequest, type FuzzRequest } from '../fuzz-request.js';
import type { RequestKind } from './hostility.js';

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND'];

const withHeaders = (operation: Operation, headers: fc.Arbitrary<Readonly<Record<string, string>>>): fc.Arbitrary<FuzzRequest> =>
  fc
    .tuple(validRequest(operation), headers)
    .map(([request, given]) => ({ ...request, headers: { ...request.headers, ...given } }));

const latin = fc.string({ unit: fc.integer({ min: 0x20, max: 0xff }).map((code) => String.fromCharCode(code)), maxLength: 40 });

const keys: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom('', ' ', '\u00ff', '\t', 'x'.repeat(256), 'x'.repeat(5_000), '"quoted"', '1, 2'),
  latin,
);

const ranges: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    'bytes=',
    'bytes=-',
    'bytes=-0',
    'bytes=0-',
    'bytes=5-1',
    'bytes=0-0,1-1',
    'bytes=999999999999999999999-',
    'bytes=-999999999999999999999',
    'bytes=1e3-',
    'bytes=0x0-0x1',
    'chunks=0-1',
    'bytes=0-1;x',
    `bytes=${Array.from({ length: 500 }, (_, at) => `${String(at)}-${String(at)}`).join(',')}`,
  ),
  fc.tuple(fc.nat(100), fc.nat(100)).map(([from, to]) => `bytes=${String(from)}-${String(to)}`),
  latin,
);

const tags: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom('*', '"', 'W/"', '""', '"a", "b"', 'W/"1"', `${'"a",'.repeat(2_000)}"b"`, ',,,', '\u00ff'),
  latin,
);

const own: fc.Arbitrary<Readonly<Record<string, string>>> = fc.oneof(
  keys.map((key) => ({ 'idempotency-key': key })),
  ranges.map((range) => ({ range })),
  fc.tuple(ranges, tags).map(([range, tag]) => ({ range, 'if-range': tag })),
  tags.map((tag) => ({ 'if-none-match': tag })),
  tags.map((tag) => ({ 'if-match': tag })),
);

const others: fc.Arbitrary<Readonly<Record<string, string>>> = fc.oneof(
  latin.map((value) => ({ 'x-request-id': value })),
  fc.constantFrom('application/xml', 'text/html', '*/*;q=0', '\u00ff', '').map((accept) => ({ accept })),
  fc.constantFrom('gzip', 'br', 'identity', 'x').map((value) => ({ 'content-encoding': value })),
  fc.constantFrom('__proto__', 'constructor').map((name) => ({ [name]: 'x' })),
  fc.constantFrom('PUT', 'DELETE', 'x').map((value) => ({ 'x-http-method-override': value })),
  fc.constantFrom('127.0.0.1', '::1, x', '\u00ff').map((value) => ({ 'x-forwarded-for': value, forwarded: `for=${value}` })),
  fc.constantFrom('100-continue', 'x').map((expect) => ({ expect })),
);

/** The token is checked before anything else, but the body must be readable. */
const withoutValidToken = (operation: Operation): fc.Arbitrary<FuzzRequest> | undefined =>
  operation.scope === undefined
    ? undefined
    : fc
        .tuple(validRequest(operation), fc.constantFrom('none', 'unknown', 'expired', 'revoked', 'malformed'))
        .map(([request, credentials]) => ({ ...request, credentials }));

const withoutScope = (operation: Operation): fc.Arbitrary<FuzzRequest> | undefined =>
  operation.scope === undefined || operation.scope === 'read'
    ? undefined
    : validRequest(operation).map((request) => ({ ...request, credentials: 'too-weak' }));

export const envelopes: readonly RequestKind[] = [
  { name: 'headers that mean something here', requests: (operation) => withHeaders(operation, own) },
  { name: 'headers that mean something elsewhere', requests: (operation) => withHeaders(operation, others) },
  { name: 'no token that holds', requests: withoutValidToken, statuses: [401] },
  { name: 'a token without the scope', requests: withoutScope, statuses: [403] },
  {
    name: 'another method',
    requests: (operation) =>
      fc
        .tuple(validRequest(operation), fc.constantFrom(...METHODS))
        .map(([request, method]) => ({ ...request, method, body: undefined })),
  },
];
