import type { History } from '@throughline/event-store';
import type { IdReplacer } from '../../people/users/user-names.js';

/** Returns the users who sent commands in this history, whose ids its texts may contain. */
export const findUserIds = ({ commits }: History): readonly string[] =>
  commits.flatMap(({ commit: { actor } }) => (actor.kind === 'user' ? [actor.id] : []));

/** Fields with text for people. Ids in other fields are for programs. */
const FOR_PEOPLE: ReadonlySet<string> = new Set(['says', 'message']);

/** Replaces user ids in the texts of an explanation with names. */
export function insertNames<T>(tell: IdReplacer, explanation: T): T {
  const named = (value: unknown, key: string): unknown => {
    if (typeof value === 'string') return FOR_PEOPLE.has(key) ? tell(value) : value;
    if (Array.isArray(value)) return value.map((each: unknown) => named(each, key));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, named(each, name)]));
  };
  // Only strings change, so the type stays the same.
  return named(explanation, '') as T;
}
