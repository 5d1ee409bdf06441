import { Problem, invalid, type FieldProblem } from './problem.js';

/** Deeper than any body that means something. */
const DEEPEST = 32;

/** RFC 6901: `~` and `/` inside of a name are escaped. */
export const pointerPart = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');

const membersOf = (value: unknown): readonly (readonly [string, unknown])[] =>
  typeof value === 'object' && value !== null ? Object.entries(value) : [];

/** What is behind this goes down by recursion, and a body that is deep enough would break it. So here it goes level by level. */
export function depthProblem(body: unknown): Problem | undefined {
  let level: readonly unknown[] = [body];
  for (let depth = 0; depth < DEEPEST; depth += 1) level = level.flatMap(membersOf).map(([, member]) => member);
  return level.every((value) => typeof value !== 'object' || value === null)
    ? undefined
    : new Problem('malformed-request', { detail: `The body is nested deeper than ${String(DEEPEST)} levels.` });
}

/** NUL, and half of a surrogate pair: no character at all, and nothing that PostgreSQL stores. */
export const BROKEN_TEXT = /\0|\p{Cs}/u;

const brokenPlaces = (value: unknown, pointer: string): readonly string[] => {
  if (typeof value === 'string') return BROKEN_TEXT.test(value) ? [pointer] : [];
  return membersOf(value).flatMap(([name, member]) =>
    BROKEN_TEXT.test(name) ? [pointer] : brokenPlaces(member, `${pointer}/${pointerPart(name)}`),
  );
};

/** Refuses text that cannot be stored, wherever it stands. The value must not be deep. */
export function textProblem(value: unknown, pointer = ''): Problem | undefined {
  const errors = brokenPlaces(value, pointer).map((place) => ({
    pointer: place,
    message: 'must not contain NUL or half of a surrogate pair',
  }));
  return errors.length === 0 ? undefined : invalid(errors);
}

/** To JavaScript these names mean something, and the validator takes such members away without a word. */
const isTreacherous = (name: string): boolean => name in Object.prototype || name === 'prototype';

const treacherousPlaces = (value: unknown, pointer: string): readonly string[] =>
  membersOf(value).flatMap(([name, member]) => {
    const place = `${pointer}/${pointerPart(name)}`;
    return [...(isTreacherous(name) ? [place] : []), ...treacherousPlaces(member, place)];
  });

/** No field has a name of JavaScript's own: whoever sends one has misspelt another, or means no good. */
export function assertTame(body: unknown): void {
  const tooDeep = depthProblem(body);
  if (tooDeep !== undefined) throw tooDeep;
  const problems = treacherousPlaces(body, '').map((pointer): FieldProblem => ({
    pointer,
    message: 'is not the name of a field',
  }));
  if (problems.length > 0) throw invalid(problems);
}
