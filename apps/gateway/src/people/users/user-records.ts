import { changesOf, type ChangeRecord } from '../administration-log/index.js';
import type { User } from './user.js';

/** Names of people are left out, because entries keep their facts for years. */
const factsOf = ({ role, library, disabledAt }: User): object => ({
  role,
  library: library.id,
  disabled: disabledAt !== undefined,
});

const TEXTS = ['role', 'library'];

export const subjectOfUser = ({ id, name }: Pick<User, 'id' | 'name'>): ChangeRecord['subject'] => ({ type: 'user', id, name });

export const recordNewUser = (user: User): ChangeRecord => ({
  kind: 'user.created',
  subject: subjectOfUser(user),
  changes: changesOf(undefined, factsOf(user), TEXTS),
});

const kindOf = (changes: object, after: User): ChangeRecord['kind'] => {
  if ('disabled' in changes) return after.disabledAt === undefined ? 'user.enabled' : 'user.disabled';
  return 'role' in changes ? 'user.role_changed' : 'user.changed';
};

/** Returns nothing if no fact differs. */
export function recordChangedUser(before: User, after: User): readonly ChangeRecord[] {
  const changes = changesOf(factsOf(before), factsOf(after), TEXTS);
  if (Object.keys(changes).length === 0) return [];
  return [{ kind: kindOf(changes, after), subject: subjectOfUser(after), changes }];
}
