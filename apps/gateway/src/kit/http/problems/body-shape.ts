import { Problem, invalid, type FieldProblem } from './problem.js';

/** Deeper than any meaningful body. */
const DEEPEST = 32;

/** Escapes `~` and `/` in a name (RFC 6901). */
export const escapePointerPart = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');

const NONE: readonly never[] = [];

const isNested = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** Checks the depth level by level. Later checks are recursive, and a deep value would overflow their stack. */
function isTooDeep(value: unknown): boolean {
  let level: readonly unknown[] = [value];
  for (let depth = 0; depth < DEEPEST && level.length > 0; depth += 1)
    level = level.flatMap((one) => (isNested(one) ? (Object.values(one) as unknown[]) : NONE));
  return level.some(isNested);
}

export const findDepthProblem = (body: unknown): Problem | undefined =>
  isTooDeep(body)
    ? new Problem('malformed-request', { detail: `The body is nested more than ${String(DEEPEST)} levels.` })
    : undefined;

/** NUL and half of a surrogate pair: no characters, and PostgreSQL does not store them. */
export const BROKEN_TEXT = /\0|\p{Cs}/u;

/**
 * Returns the pointers of what `find` finds in the members of a value. A pointer is built from its end, so that the many bodies
 * without a problem cost none.
 */
const findInMembers = (value: unknown, find: (name: string, member: unknown) => readonly string[]): readonly string[] =>
  isNested(value)
    ? Object.entries(value).flatMap(([name, member]): readonly string[] => {
        const found = find(name, member);
        return found.length === 0 ? NONE : found.map((rest) => `/${escapePointerPart(name)}${rest}`);
      })
    : NONE;

const findBrokenText = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return BROKEN_TEXT.test(value) ? [''] : NONE;
  if (!isNested(value)) return NONE;
  // The pointer of a broken name would have to repeat it, so it is that of its object.
  const names = Object.keys(value).flatMap((name): readonly string[] => (BROKEN_TEXT.test(name) ? [''] : NONE));
  return [...names, ...findInMembers(value, (name, member) => (BROKEN_TEXT.test(name) ? NONE : findBrokenText(member)))];
};

/** Refuses text that cannot be stored, in every member. The value must not be deep. */
export function findTextProblem(value: unknown, pointer = ''): Problem | undefined {
  const errors = findBrokenText(value).map((place) => ({
    pointer: `${pointer}${place}`,
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

const findReservedNames = (value: unknown): readonly string[] =>
  findInMembers(value, (name, member) => [...(isReservedName(name) ? [''] : NONE), ...findReservedNames(member)]);

/** Throws if the body is too deep or has a member with a name of JavaScript's own, which is a misspelling or an attack. */
export function assertSafeShape(body: unknown): void {
  const tooDeep = findDepthProblem(body);
  if (tooDeep !== undefined) throw tooDeep;
  const problems = findReservedNames(body).map((pointer): FieldProblem => ({
    pointer,
    message: 'is not the name of a field',
  }));
  if (problems.length > 0) throw invalid(problems);
}
