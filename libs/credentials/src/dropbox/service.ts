import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import type { AccountIdentity, IdentityRequest, OAuthService } from '../oauth/oauth-service.js';
import { parseJsonOrUndefined, unreadableError } from '../oauth/service-errors.js';
import { toDropboxError } from './dropbox-errors.js';

const Name = Type.String({ minLength: 1, maxLength: 320 });
const account = Compile(Type.Object({ account_id: Name, email: Name }));

/** `users/get_current_account` takes no argument, and refuses a content type without a body. */
async function identify({ line, apiUrl, accessToken, signal }: IdentityRequest): Promise<AccountIdentity> {
  const answer = await line.ask(`${apiUrl}/users/get_current_account`, {
    method: 'POST',
    headers: { authorization: `Bearer ${accessToken}` },
    ...(signal === undefined ? {} : { signal }),
  });
  if (answer.status !== 200) throw toDropboxError(answer);
  const raw = parseJsonOrUndefined(answer.text);
  if (!account.Check(raw)) throw unreadableError(answer.status, 'Dropbox');
  return { id: raw.account_id, name: raw.email };
}

/** Dropbox (https://www.dropbox.com/developers/documentation/http/documentation#oauth2-authorize). */
export const dropboxService: OAuthService = {
  label: 'Dropbox',
  words: { type: 'Dropbox account', clientId: 'App key', clientSecret: 'App secret' },
  scopes: ['account_info.read', 'files.metadata.read', 'files.metadata.write', 'files.content.read', 'files.content.write'],
  // Without it, access ends after four hours and no refresh token is issued.
  consent: { token_access_type: 'offline' },
  toError: toDropboxError,
  identify,
};
