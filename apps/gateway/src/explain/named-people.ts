import type { History } from '@throughline/event-store';
import type { Teller } from '../users/known-names.js';

/** Users who have asked for anything in this history: the ids that its words may hold. */
export const usersIn = ({ commits }: History): readonly string[] =>
  commits.flatMap(({ commit: { actor } }) => (actor.kind === 'user' ? [actor.id] : []));

/** What is written for people; ids in other places are for programs. */
const FOR_PEOPLE: ReadonlySet<string> = new Set(['says', 'message']);

/** The same explanation with names in its words. */
export function withNames<T>(tell: Teller, explanation: T): T {
  const named = (value: unknown, key: string): unknown => {
    if (typeof value === 'string') return FOR_PEOPLE.has(key) ? tell(value) : value;
    if (Array.isArray(value)) return value.map((each: unknown) => named(each, key));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, named(each, name)]));
  };
  // Only words change, so the shape is the one that came.
  return named(explanation, '') as T;
}
