import { createHash, randomBytes } from 'node:crypto';
import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { WaitingError } from '@throughline/contracts';
import type { GoogleResponse } from './answer.js';
import type { GoogleEndpoints } from './endpoints.js';
import type { GoogleHttpClient } from './google-http-client.js';
import { parseJsonOrUndefined, toResponseError, unreadableError } from './google-errors.js';

/** An application that the operator registered at Google. */
export interface OAuthClient {
  readonly clientId: string;
  readonly clientSecret: string;
}

export interface AccessToken {
  readonly token: string;
  readonly expiresAt: string;
}

export interface GoogleTokens {
  readonly access: AccessToken;
  /** Present if the server replaced the refresh token. */
  readonly refreshToken: string | undefined;
}

/** Google refuses the consent, or its code, permanently. A retry cannot help. */
export class GrantRefusedError extends Error {
  readonly kind = 'grant-refused';
  constructor() {
    super('Google no longer accepts the consent: connect the account again');
    this.name = 'GrantRefusedError';
  }
}

/** Access to all files of the account: users choose folders and shared drives that existed before. */
export const DRIVE_SCOPE = 'https://www.googleapis.com/auth/drive';

const tokens = Compile(
  Type.Object({
    access_token: Type.String({ minLength: 1, maxLength: 8_192 }),
    expires_in: Type.Number({ minimum: 1, maximum: 366 * 86_400 }),
    token_type: Type.String({ pattern: '^[Bb]earer$' }),
    refresh_token: Type.Optional(Type.String({ minLength: 1, maxLength: 8_192 })),
    scope: Type.Optional(Type.String()),
  }),
);
const failure = Compile(Type.Object({ error: Type.String() }));
const GRANT_REFUSED = 'invalid_grant';
const CLIENT_REFUSED: ReadonlySet<string> = new Set(['invalid_client', 'unauthorized_client', 'deleted_client']);

/** Creates a PKCE verifier (RFC 7636): it proves that the same client requests and redeems the code. */
export const createVerifier = (): string => randomBytes(32).toString('base64url');
const challengeOf = (verifier: string): string => createHash('sha256').update(verifier).digest('base64url');

/** Consent and tokens of Google accounts (RFC 6749). Errors contain no token. */
export class GoogleOAuth {
  constructor(
    private readonly line: GoogleHttpClient,
    private readonly endpoints: GoogleEndpoints,
    private readonly now: () => Date = () => new Date(),
  ) {}

  /** Returns the address of the consent page. Google returns `state` with the code. */
  consentUrl({ clientId }: OAuthClient, request: { state: string; verifier: string; redirectUri: string }): string {
    const url = new URL(this.endpoints.consentUrl);
    const query = {
      response_type: 'code',
      client_id: clientId,
      redirect_uri: request.redirectUri,
      scope: DRIVE_SCOPE,
      state: request.state,
      code_challenge: challengeOf(request.verifier),
      code_challenge_method: 'S256',
      // Google returns a refresh token for a repeated consent only if both are set.
      access_type: 'offline',
      prompt: 'consent',
    };
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    return url.href;
  }

  /** Throws `grant-refused` if the code is invalid. */
  exchange(client: OAuthClient, grant: { code: string; verifier: string; redirectUri: string }): Promise<GoogleTokens> {
    return this.#ask(client, {
      grant_type: 'authorization_code',
      code: grant.code,
      code_verifier: grant.verifier,
      redirect_uri: grant.redirectUri,
    });
  }

  /** Throws `grant-refused` if the consent was revoked or has expired. */
  refresh(client: OAuthClient, refreshToken: string): Promise<GoogleTokens> {
    return this.#ask(client, { grant_type: 'refresh_token', refresh_token: refreshToken });
  }

  async #ask({ clientId, clientSecret }: OAuthClient, form: Readonly<Record<string, string>>): Promise<GoogleTokens> {
    const body = new URLSearchParams({ ...form, client_id: clientId, client_secret: clientSecret });
    const askedAt = this.now().getTime();
    const answer = await this.line.ask(this.endpoints.tokenUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
      body: Buffer.from(body.toString()),
    });
    if (answer.status !== 200) throw toTokenError(answer);
    const raw = parseJsonOrUndefined(answer.text);
    if (!tokens.Check(raw)) throw unreadableError(answer.status);
    return {
      access: { token: raw.access_token, expiresAt: new Date(askedAt + raw.expires_in * 1_000).toISOString() },
      refreshToken: raw.refresh_token,
    };
  }
}

function toTokenError(answer: GoogleResponse): Error {
  const raw = parseJsonOrUndefined(answer.text);
  const code = failure.Check(raw) && (answer.status === 400 || answer.status === 401) ? raw.error : '';
  if (code === GRANT_REFUSED) return new GrantRefusedError();
  if (CLIENT_REFUSED.has(code))
    return new WaitingError(
      'credential-refused',
      `Google refuses the application (${code}): correct the client id and secret of the credential. The work then continues automatically`,
    );
  return toResponseError(answer);
}
