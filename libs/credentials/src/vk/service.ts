import { RetryableError, WaitingError } from '@throughline/contracts';
import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import type { ServiceResponse } from '../oauth/answer.js';
import type { AccountIdentity, IdentityRequest, OAuthService } from '../oauth/oauth-service.js';
import { GOES_ON, busyError, parseJsonOrUndefined, unreadableError } from '../oauth/service-errors.js';

const Name = Type.String({ maxLength: 160 });
const users = Compile(
  Type.Object({
    response: Type.Array(Type.Object({ id: Type.Integer({ minimum: 1 }), first_name: Name, last_name: Name }), { minItems: 1 }),
  }),
);
const refusal = Compile(Type.Object({ error: Type.Object({ error_code: Type.Integer() }) }));
/** https://dev.vk.com/reference/errors */
const BUSY: ReadonlySet<number> = new Set([1, 6, 9, 10, 29]);

function toApiError(answer: ServiceResponse): Error {
  const raw = parseJsonOrUndefined(answer.text);
  const code = refusal.Check(raw) ? raw.error.error_code : undefined;
  if (answer.status === 429 || answer.status >= 500 || BUSY.has(code ?? 0))
    return busyError(answer, 'VK', String(code ?? answer.status));
  if (code === undefined) return unreadableError(answer.status, 'VK');
  return new WaitingError(
    'output-not-writable',
    `VK refuses the request (${String(code)}): give the application access to videos, and connect the account again; ${GOES_ON} then`,
  );
}

/** Any error of the token endpoint that is none of OAuth. Its words may quote parameters, so they are not repeated. */
const toTokenEndpointError = (answer: ServiceResponse): Error => {
  const { status } = answer;
  if (status === 429 || status >= 500) return busyError(answer, 'VK ID', String(status));
  return status === 200 || status === 400 || status === 401
    ? new RetryableError('output-failed', `VK ID has refused the request (${String(status)})`)
    : unreadableError(status, 'VK ID');
};

/** The token is in the body, so that it is in no address (https://dev.vk.com/method/users.get). */
async function identify({ line, apiUrl, accessToken, signal }: IdentityRequest): Promise<AccountIdentity> {
  const answer = await line.ask(`${apiUrl}/method/users.get`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
    body: Buffer.from(new URLSearchParams({ v: '5.199', access_token: accessToken }).toString()),
    ...(signal === undefined ? {} : { signal }),
  });
  const raw = parseJsonOrUndefined(answer.text);
  if (answer.status !== 200 || !users.Check(raw)) throw toApiError(answer);
  const [user] = raw.response;
  if (user === undefined) throw unreadableError(200, 'VK');
  return { id: String(user.id), name: `${user.first_name} ${user.last_name}`.trim() || String(user.id) };
}

/**
 * VK ID (https://id.vk.com/about/business/go/docs/en/vkid/latest/vk-id/connection/api-integration/api-description). Access tokens
 * expire after an hour. Each refresh replaces the refresh token, and names the device of the consent.
 */
export const vkService: OAuthService = {
  label: 'VK',
  words: { type: 'VK account', clientId: 'App ID', clientSecret: 'Protected key' },
  scopes: ['vkid.personal_info', 'video'],
  scopeTexts: { video: 'Videos' },
  // Every application has it, and answers may leave it out.
  silentScopes: ['vkid.personal_info'],
  consent: {},
  bindsDevice: true,
  reconnectCodes: ['invalid_token'],
  toError: toTokenEndpointError,
  identify,
};
