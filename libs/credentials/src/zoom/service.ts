import { RetryableError, WaitingError } from '@throughline/contracts';
import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import type { ServiceResponse } from '../oauth/answer.js';
import type { AccountIdentity, IdentityRequest, OAuthService } from '../oauth/oauth-service.js';
import { GOES_ON, busyError, parseJsonOrUndefined, unreadableError } from '../oauth/service-errors.js';

const Name = Type.String({ minLength: 1, maxLength: 320 });
const me = Compile(Type.Object({ id: Name, email: Name }));
const failure = Compile(Type.Object({ code: Type.Integer({ minimum: 100, maximum: 999_999 }) }));

/** Codes of a token without a required scope, which come with the status 400. */
const SCOPE_CODES: ReadonlySet<number> = new Set([104, 4_711]);

/** Returns the error for a refusal by Zoom (https://developers.zoom.us/docs/api/errors/). */
function toZoomError(answer: ServiceResponse): Error {
  const { status, text } = answer;
  const raw = parseJsonOrUndefined(text);
  const code = failure.Check(raw) ? raw.code : undefined;
  const reason = String(code ?? status);
  if (status === 429 || status >= 500) return busyError(answer, 'Zoom', reason);
  if (status === 401 || status === 403 || (code !== undefined && SCOPE_CODES.has(code)))
    return new WaitingError(
      'output-not-writable',
      `Zoom refuses the request (${reason}): give the app the scopes of docs/credentials.md, and connect the account again; ${GOES_ON} then`,
    );
  if (code === undefined) return unreadableError(status, 'Zoom');
  return new RetryableError('output-failed', `Zoom has refused the request (${reason})`);
}

/** Returns the signed-in user (https://developers.zoom.us/docs/api/users/#tag/users/get/users/{userId}). */
async function identify({ line, apiUrl, accessToken, signal }: IdentityRequest): Promise<AccountIdentity> {
  const answer = await line.ask(`${apiUrl}/users/me`, {
    headers: { authorization: `Bearer ${accessToken}`, accept: 'application/json' },
    ...(signal === undefined ? {} : { signal }),
  });
  if (answer.status !== 200) throw toZoomError(answer);
  const raw = parseJsonOrUndefined(answer.text);
  if (!me.Check(raw)) throw unreadableError(answer.status, 'Zoom');
  return { id: raw.id, name: raw.email };
}

/**
 * Zoom accounts of users (https://developers.zoom.us/docs/integrations/oauth/). The app at Zoom has the scopes, so the consent
 * page gets none. Each refresh replaces the refresh token, and the old one is refused.
 */
export const zoomService: OAuthService = {
  label: 'Zoom',
  words: { type: 'Zoom account', clientId: 'Client ID', clientSecret: 'Client secret' },
  scopes: [],
  consent: {},
  clientAuthentication: 'header',
  toError: toZoomError,
  identify,
};
