import { anyText } from '@throughline/contracts/testing';
import fc from 'fast-check';

const own = (name: string, value: unknown): unknown => Object.fromEntries([[name, value]]);

/** Names with a meaning in JavaScript, in a database or in a careless merge. */
export const TREACHEROUS_NAMES = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'then',
  'length',
  '',
  ' ',
  '$ref',
  'a.b',
  'a/b~c',
  '\u0000',
];

/** Texts that JSON can carry, including malformed UTF-16. */
export const HOSTILE_TEXTS = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  'a\udc00b',
  '\u202egnp.exe',
  '\ufeff',
  '👩‍👩‍👧‍👦'.repeat(40),
  'x'.repeat(5_000),
  'NaN',
  'Infinity',
  '-0',
  '1e309',
  '0x10',
  '١٢',
  'true',
  'null',
  'undefined',
  '[object Object]',
  "'; drop table asset; --",
  '${7*7}{{7*7}}',
  '../../../../etc/passwd',
  '..\\..\\windows',
  '<script>alert(1)</script>',
  '%00%zz',
  'line\r\nbreak: yes',
  '9999-99-99T99:99:99Z',
  '2026-02-31',
  '(((((((((((((((((((((((((((((a)*)*)*)*)*)*',
];

const HOSTILE_NUMBERS = [0, -1, 1.5, -1e308, 1e308, 1e21, 5e-324, 2 ** 31, -(2 ** 31) - 1, 2 ** 53, 2 ** 63];

const nested = (depth: number, wrap: (inner: unknown) => unknown): unknown => {
  let value: unknown = 1;
  for (let level = 0; level < depth; level += 1) value = wrap(value);
  return value;
};

export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...HOSTILE_TEXTS) },
  { weight: 3, arbitrary: fc.constantFrom(...HOSTILE_NUMBERS) },
  { weight: 2, arbitrary: fc.constantFrom<unknown>(null, true, false, [], {}, [[]], [null], [{}], ['a', 'a']) },
  { weight: 2, arbitrary: fc.constantFrom(...TREACHEROUS_NAMES).map((name) => own(name, { polluted: true })) },
  {
    weight: 1,
    arbitrary: fc.integer({ min: 2, max: 60 }).map((depth) => nested(depth, (inner) => [inner])),
  },
  {
    weight: 1,
    arbitrary: fc.integer({ min: 2, max: 60 }).map((depth) => nested(depth, (inner) => ({ a: inner }))),
  },
  { weight: 1, arbitrary: fc.array(fc.constant('x'), { minLength: 200, maxLength: 2_000 }) },
  { weight: 3, arbitrary: fc.jsonValue() },
);

export const hostileText: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...HOSTILE_TEXTS) },
  { weight: 2, arbitrary: fc.constantFrom(...HOSTILE_NUMBERS).map(String) },
  { weight: 1, arbitrary: anyText({ maxLength: 30 }) },
);

/** Invalid or unusual percent-encodings, for a part of a path or a query. */
export const RAW_ENCODINGS = [
  '%zz',
  '%',
  '%4',
  '%00',
  '%0d%0aX-Injected:%20yes',
  '%ED%A0%80',
  '%C0%AE%C0%AE',
  '%c3%28',
  '%2f..%2f',
  '%5c',
  '%25%32%65',
  '%u0041',
  '+',
  '%20',
  '%e2%80%ae',
  ';a=b',
];
