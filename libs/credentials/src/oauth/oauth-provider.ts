import { createHash, randomBytes } from 'node:crypto';
import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { WaitingError } from '@throughline/contracts';
import type { ServiceResponse } from './answer.js';
import { CALL_LIMITS, callWithin } from './call-limits.js';
import type { OAuthEndpoints } from './endpoints.js';
import type { AccountIdentity, IdentityRequest, OAuthService } from './oauth-service.js';
import type { ServiceClient } from './service-client.js';
import { findMissingPermissions } from './permissions.js';
import { parseJsonOrUndefined, unreadableError } from './service-errors.js';

/** An application that the operator registered at a service. */
export interface OAuthClient {
  readonly clientId: string;
  readonly clientSecret: string;
}

export interface AccessToken {
  readonly token: string;
  readonly expiresAt: string;
  /** Permissions that were requested and not granted, in words for people. Absent if all were granted. */
  readonly missing?: string[];
}

export interface OAuthTokens {
  readonly access: AccessToken;
  /** Present if the server replaced the refresh token. */
  readonly refreshToken: string | undefined;
  /** Names the account (OpenID Connect). */
  readonly idToken?: string;
}

/** The service refuses the consent, or its code, permanently. A retry cannot help. */
export class GrantRefusedError extends Error {
  readonly kind = 'grant-refused';
  constructor(service: string) {
    super(`${service} no longer accepts the consent: connect the account again`);
    this.name = 'GrantRefusedError';
  }
}

const tokens = Compile(
  Type.Object({
    access_token: Type.String({ minLength: 1, maxLength: 8_192 }),
    expires_in: Type.Number({ minimum: 1, maximum: 366 * 86_400 }),
    token_type: Type.String({ pattern: '^[Bb]earer$' }),
    refresh_token: Type.Optional(Type.String({ minLength: 1, maxLength: 8_192 })),
    scope: Type.Optional(Type.String()),
    state: Type.Optional(Type.String()),
    id_token: Type.Optional(Type.String({ maxLength: 16_384 })),
  }),
);
const failure = Compile(Type.Object({ error: Type.String() }));
const GRANT_REFUSED = 'invalid_grant';
const CLIENT_REFUSED: ReadonlySet<string> = new Set(['invalid_client', 'unauthorized_client', 'deleted_client']);

/** Creates a PKCE verifier (RFC 7636): it proves that the same client requests and redeems the code. */
export const createVerifier = (): string => randomBytes(32).toString('base64url');
const challengeOf = (verifier: string): string => createHash('sha256').update(verifier).digest('base64url');

const basicOf = ({ clientId, clientSecret }: OAuthClient): string =>
  `Basic ${Buffer.from([clientId, clientSecret].map(encodeURIComponent).join(':')).toString('base64')}`;

export interface ConsentRequest {
  readonly state: string;
  readonly verifier: string;
  readonly redirectUri: string;
}

export interface CodeGrant {
  readonly code: string;
  readonly verifier: string;
  readonly redirectUri: string;
  /** The `device_id` that came with the code, if the service sends one. */
  readonly deviceId?: string;
}

export interface OAuthProviderOptions<Name extends string = string> {
  /** The type of the credentials. */
  readonly name: Name;
  readonly service: OAuthService;
  readonly line: ServiceClient;
  readonly endpoints: OAuthEndpoints;
  readonly now?: () => Date;
}

/** Consent and tokens of the accounts at one service (RFC 6749, with PKCE, RFC 7636). Errors contain no token. */
export class OAuthProvider<Name extends string = string> {
  readonly name: Name;
  /** The service in texts for people. */
  readonly label: string;
  readonly #now: () => Date;

  constructor(private readonly options: OAuthProviderOptions<Name>) {
    this.name = options.name;
    this.label = options.service.label;
    this.#now = options.now ?? (() => new Date());
  }

  /** Returns the address of the consent page. The service returns `state` with the code. */
  consentUrl({ clientId }: OAuthClient, { state, verifier, redirectUri }: ConsentRequest): string {
    const { endpoints, service } = this.options;
    const url = new URL(endpoints.consentUrl);
    const query = {
      response_type: 'code',
      client_id: clientId,
      redirect_uri: redirectUri,
      ...(service.scopes.length === 0 ? {} : { scope: service.scopes.join(' ') }),
      state,
      code_challenge: challengeOf(verifier),
      code_challenge_method: 'S256',
      ...service.consent,
    };
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    return url.href;
  }

  /** Throws `grant-refused` if the code is invalid. */
  exchange(client: OAuthClient, { code, verifier, redirectUri, deviceId }: CodeGrant): Promise<OAuthTokens> {
    const form = { grant_type: 'authorization_code', code, code_verifier: verifier, redirect_uri: redirectUri };
    return this.#ask(client, form, deviceId);
  }

  /** Throws `grant-refused` if the consent was revoked or has expired. */
  refresh(client: OAuthClient, refreshToken: string, deviceId?: string): Promise<OAuthTokens> {
    return this.#ask(client, { grant_type: 'refresh_token', refresh_token: refreshToken }, deviceId);
  }

  /** Returns the account that an access token belongs to. */
  whoIs(accessToken: string, { signal, idToken }: Pick<IdentityRequest, 'signal' | 'idToken'> = {}): Promise<AccountIdentity> {
    const { line, endpoints, service } = this.options;
    const call = { service: service.label, operation: 'find the account', limitMs: CALL_LIMITS.other, signal };
    return callWithin(call, (over) => service.identify({ line, apiUrl: endpoints.apiUrl, accessToken, idToken, signal: over }));
  }

  /** True if only the consent names the account. */
  get isNamedByConsent(): boolean {
    return this.options.service.isNamedByConsent === true;
  }

  #describeDevice(deviceId: string | undefined): { device_id: string; state: string } | undefined {
    const { bindsDevice, label } = this.options.service;
    if (bindsDevice !== true) return undefined;
    if (deviceId === undefined) throw new GrantRefusedError(label);
    return { device_id: deviceId, state: randomBytes(24).toString('base64url') };
  }

  async #ask(client: OAuthClient, grant: Readonly<Record<string, string>>, deviceId: string | undefined): Promise<OAuthTokens> {
    const { line, endpoints, service } = this.options;
    const device = this.#describeDevice(deviceId);
    const isInHeader = service.clientAuthentication === 'header';
    const body = new URLSearchParams({
      ...grant,
      ...device,
      ...(isInHeader ? {} : { client_id: client.clientId, client_secret: client.clientSecret }),
    });
    const type = { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' };
    const askedAt = this.#now().getTime();
    const answer = await line.ask(endpoints.tokenUrl, {
      method: 'POST',
      headers: isInHeader ? { ...type, authorization: basicOf(client) } : type,
      body: Buffer.from(body.toString()),
    });
    const raw = parseJsonOrUndefined(answer.text);
    // VK refuses some requests with the status 200.
    if (answer.status !== 200 || failure.Check(raw)) throw toTokenError(answer, service);
    if (!tokens.Check(raw) || (device !== undefined && raw.state !== device.state))
      throw unreadableError(answer.status, service.label);
    const missing = findMissingPermissions(service, raw.scope);
    const expiresAt = new Date(askedAt + raw.expires_in * 1_000).toISOString();
    return {
      access: { token: raw.access_token, expiresAt, ...(missing.length === 0 ? {} : { missing }) },
      refreshToken: raw.refresh_token,
      ...(raw.id_token === undefined ? {} : { idToken: raw.id_token }),
    };
  }
}

function toTokenError(answer: ServiceResponse, { label, reconnectCodes = [], toError }: OAuthService): Error {
  const code = readTokenError(answer);
  if (code === GRANT_REFUSED || reconnectCodes.includes(code)) return new GrantRefusedError(label);
  if (CLIENT_REFUSED.has(code))
    return new WaitingError(
      'credential-refused',
      `${label} refuses the application (${code}): correct the client id and secret of the credential. The work then continues automatically`,
    );
  return toError(answer);
}

/** Some services append their own words to the code, as in `invalid_client: …`. */
function readTokenError({ status, text }: ServiceResponse): string {
  const raw = parseJsonOrUndefined(text);
  return failure.Check(raw) && [200, 400, 401].includes(status) ? (raw.error.split(':')[0] ?? '') : '';
}
