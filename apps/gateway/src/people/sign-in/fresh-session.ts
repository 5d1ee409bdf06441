import type { Principal } from '../../kit/http/access.js';
import { Problem } from '../../kit/http/problems/problem.js';
import type { SessionRecord } from './session.js';
import type { SessionStore } from './session-store.js';

/** A browser that somebody left open must not lose the account, or give it to another person. */
export const FRESH_MS = 10 * 60_000;

/** Returns the sign-in of the request. Throws `sign-in-too-old` for one that is not recent. */
export async function requireFreshSession(
  { sessions, now }: { readonly sessions: Pick<SessionStore, 'list'>; readonly now: () => Date },
  { userId, credential }: Pick<Principal, 'userId' | 'credential'>,
): Promise<SessionRecord> {
  const session = (await sessions.list(userId)).find(({ id }) => id === credential.id);
  if (session === undefined || now().getTime() - Date.parse(session.createdAt) > FRESH_MS) throw new Problem('sign-in-too-old');
  return session;
}
