import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import type { AccountIdentity, IdentityRequest } from './oauth-service.js';
import { parseJsonOrUndefined, unreadableError } from './service-errors.js';

const Name = Type.String({ minLength: 1, maxLength: 320 });
const claims = Compile(
  Type.Object({
    sub: Name,
    /** Microsoft's id of the account, which is the same for all applications. */
    oid: Type.Optional(Name),
    email: Type.Optional(Name),
    preferred_username: Type.Optional(Name),
  }),
);

/**
 * Returns the account that an ID token names. It comes from the token endpoint itself, so its signature need not be checked
 * (OpenID Connect Core 1.0, 3.1.3.7). Returns `undefined` if it names no e-mail address.
 */
function readIdToken(idToken: string | undefined): AccountIdentity | undefined {
  const [, payload = ''] = idToken?.split('.') ?? [];
  const raw = parseJsonOrUndefined(Buffer.from(payload, 'base64url').toString('utf8'));
  if (!claims.Check(raw)) return undefined;
  const name = raw.email ?? raw.preferred_username;
  return name?.includes('@') === true ? { id: raw.oid ?? raw.sub, name } : undefined;
}

/** Returns a function that reads the account from the ID token of the consent. */
export const identifyByIdToken =
  (label: string) =>
  ({ idToken }: IdentityRequest): Promise<AccountIdentity> => {
    const account = readIdToken(idToken);
    return account === undefined ? Promise.reject(unreadableError(200, label)) : Promise.resolve(account);
  };
