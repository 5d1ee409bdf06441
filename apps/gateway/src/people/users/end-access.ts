import type { ChangeRecord } from '../administration-log/index.js';
import type { SessionStore } from '../sign-in/session-store.js';
import type { TokenStore } from '../tokens/token-store.js';
import type { User } from './user.js';
import { subjectOfUser } from './user-records.js';

interface AccessStores {
  readonly tokens: Pick<TokenStore, 'revokeAll' | 'revokeMadeBy'>;
  readonly sessions: Pick<SessionStore, 'revokeAll'>;
}

/**
 * Revokes all tokens of a user and those that the user made for others, ends all sign-ins and withdraws unopened sign-in links, for good. Returns the entries of the
 * administration log. Disable the user first, in the same transaction: then nothing new can be made meanwhile.
 */
export async function endAccess(
  { tokens, sessions }: AccessStores,
  user: Pick<User, 'id' | 'name'>,
): Promise<readonly ChangeRecord[]> {
  const revoked = (await tokens.revokeAll(user.id)) + (await tokens.revokeMadeBy(user.id));
  const counts = { 'token.all_revoked': revoked, 'sign_in.all_ended': await sessions.revokeAll(user.id) };
  const kinds = ['token.all_revoked', 'sign_in.all_ended'] as const;
  return kinds.filter((kind) => counts[kind] > 0).map((kind) => ({ kind, subject: subjectOfUser(user) }));
}
