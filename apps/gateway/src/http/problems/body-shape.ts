import { Problem, invalid, type FieldProblem } from './problem.js';

/** Deeper than any meaningful body. */
const DEEPEST = 32;

/** Escapes `~` and `/` in a name (RFC 6901). */
export const escapePointerPart = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');

const membersOf = (value: unknown): readonly (readonly [string, unknown])[] =>
  typeof value === 'object' && value !== null ? Object.entries(value) : [];

/** Checks the depth level by level. Later checks are recursive, and a deep value would overflow their stack. */
function isTooDeep(value: unknown): boolean {
  let level: readonly unknown[] = [value];
  for (let depth = 0; depth < DEEPEST; depth += 1) level = level.flatMap(membersOf).map(([, member]) => member);
  return level.some((member) => typeof member === 'object' && member !== null);
}

export const findDepthProblem = (body: unknown): Problem | undefined =>
  isTooDeep(body)
    ? new Problem('malformed-request', { detail: `The body is nested more than ${String(DEEPEST)} levels.` })
    : undefined;

/** NUL and half of a surrogate pair: no characters, and PostgreSQL does not store them. */
export const BROKEN_TEXT = /\0|\p{Cs}/u;

const findBrokenText = (value: unknown, pointer: string): readonly string[] => {
  if (typeof value === 'string') return BROKEN_TEXT.test(value) ? [pointer] : [];
  return membersOf(value).flatMap(([name, member]) =>
    BROKEN_TEXT.test(name) ? [pointer] : findBrokenText(member, `${pointer}/${escapePointerPart(name)}`),
  );
};

/** Refuses text that cannot be stored, in every member. The value must not be deep. */
export function findTextProblem(value: unknown, pointer = ''): Problem | undefined {
  const errors = findBrokenText(value, pointer).map((place) => ({
    pointer: place,
    message: 'must not contain NUL or half of a surrogate pair',
  }));
  return errors.length === 0 ? undefined : invalid(errors);
}

/** Returns why a value that did not come in the body of a request, e.g. on the bus, cannot be read or stored. */
export const findValueProblem = (value: unknown): Problem | undefined =>
  isTooDeep(value)
    ? invalid([{ pointer: '', message: `must not be nested more than ${String(DEEPEST)} levels` }])
    : findTextProblem(value);

/** Returns true for names with a meaning in JavaScript. The validator silently drops such members. */
const isReservedName = (name: string): boolean => name in Object.prototype || name === 'prototype';

const findReservedNames = (value: unknown, pointer: string): readonly string[] =>
  membersOf(value).flatMap(([name, member]) => {
    const place = `${pointer}/${escapePointerPart(name)}`;
    return [...(isReservedName(name) ? [place] : []), ...findReservedNames(member, place)];
  });

/** Throws if the body is too deep or has a member with a name of JavaScript's own, which is a misspelling or an attack. */
export function assertSafeShape(body: unknown): void {
  const tooDeep = findDepthProblem(body);
  if (tooDeep !== undefined) throw tooDeep;
  const problems = findReservedNames(body, '').map((pointer): FieldProblem => ({
    pointer,
    message: 'is not the name of a field',
  }));
  if (problems.length > 0) throw invalid(problems);
}
