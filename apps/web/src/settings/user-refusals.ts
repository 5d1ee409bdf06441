import type { User } from '@throughline/api-client';
import { text } from '../texts/text.js';

const words = text.settings.users.refusals;
/** The server creates this user at each start, so that the operator is never locked out. */
const FIRST_USER = 'owner';

export interface UserRefusals {
  readonly disable?: string;
  readonly delete?: string;
}

type AccountFacts = Pick<User, 'id' | 'name' | 'role' | 'disabled_at'>;

/** Returns why an administrator cannot disable or delete a user, where the server would refuse it or it would end the own access. */
export function findUserRefusals(user: AccountFacts, all: readonly AccountFacts[], myId: string | undefined): UserRefusals {
  const admins = all.filter(({ role, disabled_at }) => role === 'admin' && disabled_at === null);
  const isLast = admins.length === 1 && admins[0]?.id === user.id;
  const isFirst = user.name === FIRST_USER;
  if (isLast) return { disable: words.lastAdmin, delete: isFirst ? words.firstUser : words.lastAdmin };
  const self = user.id === myId ? { disable: words.self, delete: words.deleteSelf } : {};
  return isFirst ? { ...self, delete: words.firstUser } : self;
}
