import { newId } from '@throughline/contracts';
import { hashOf } from '../tokens/token.js';
import { clientName, newSecret, SESSION_MS } from './session.js';
import type { NewSession } from './session-store.js';

interface SignInOrigin {
  /** The header `User-Agent`. */
  readonly client: string | undefined;
  readonly address: string;
  readonly now: Date;
}

/** Returns a sign-in to store, and the secret for the cookie of its browser. */
export function newSession({ client, address, now }: SignInOrigin): { readonly secret: string; readonly session: NewSession } {
  const secret = newSecret();
  const expiresAt = new Date(now.getTime() + SESSION_MS).toISOString();
  return { secret, session: { id: newId(), hash: hashOf(secret), client: clientName(client), address, expiresAt } };
}
