import { createHash, randomBytes } from 'node:crypto';
import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { WaitingError } from '@throughline/contracts';
import type { GoogleAnswer } from './answer.js';
import type { GoogleEndpoints } from './endpoints.js';
import type { GoogleLine } from './line.js';
import { jsonOf, refusalOf, unreadable } from './trouble.js';

/** An application that the operator has registered at Google. */
export interface OAuthClient {
  readonly clientId: string;
  readonly clientSecret: string;
}

export interface AccessToken {
  readonly token: string;
  readonly expiresAt: string;
}

export interface Refreshed {
  readonly access: AccessToken;
  /** Where the other side has put a new one in the place of the old. */
  readonly refreshToken: string | undefined;
}

/** Google says that the consent, or the code that stands for it, does not hold (any more). Asking again changes nothing. */
export class GrantRefusedError extends Error {
  readonly kind = 'grant-refused';
  constructor() {
    super('Google does not take the consent any more: it must be given again');
    this.name = 'GrantRefusedError';
  }
}

/** Of files everywhere in the account, as people choose folders and shared drives that were there before. */
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

/** Proves, with the code, that who exchanges it is who asked for it (RFC 7636). */
export const newVerifier = (): string => randomBytes(32).toString('base64url');
const challengeOf = (verifier: string): string => createHash('sha256').update(verifier).digest('base64url');

/** Consent and tokens of Google accounts (RFC 6749). No token stands in an error. */
export class GoogleOAuth {
  constructor(
    private readonly line: GoogleLine,
    private readonly endpoints: GoogleEndpoints,
    private readonly now: () => Date = () => new Date(),
  ) {}

  /** Where somebody gives consent. `state` comes back with the code. */
  consentUrl({ clientId }: OAuthClient, asked: { state: string; verifier: string; redirectUri: string }): string {
    const url = new URL(this.endpoints.consentUrl);
    const query = {
      response_type: 'code',
      client_id: clientId,
      redirect_uri: asked.redirectUri,
      scope: DRIVE_SCOPE,
      state: asked.state,
      code_challenge: challengeOf(asked.verifier),
      code_challenge_method: 'S256',
      // Both are needed for a refresh token each time, not only the first.
      access_type: 'offline',
      prompt: 'consent',
    };
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    return url.href;
  }

  /** Throws `grant-refused` for a code that does not hold. */
  exchange(client: OAuthClient, given: { code: string; verifier: string; redirectUri: string }): Promise<Refreshed> {
    return this.#ask(client, {
      grant_type: 'authorization_code',
      code: given.code,
      code_verifier: given.verifier,
      redirect_uri: given.redirectUri,
    });
  }

  /** Throws `grant-refused` for a consent that was taken back or has ended. */
  refresh(client: OAuthClient, refreshToken: string): Promise<Refreshed> {
    return this.#ask(client, { grant_type: 'refresh_token', refresh_token: refreshToken });
  }

  async #ask({ clientId, clientSecret }: OAuthClient, form: Readonly<Record<string, string>>): Promise<Refreshed> {
    const body = new URLSearchParams({ ...form, client_id: clientId, client_secret: clientSecret });
    const askedAt = this.now().getTime();
    const answer = await this.line.ask(this.endpoints.tokenUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
      body: Buffer.from(body.toString()),
    });
    if (answer.status !== 200) throw tokenRefusal(answer);
    const raw = jsonOf(answer.text);
    if (!tokens.Check(raw)) throw unreadable(answer.status);
    return {
      access: { token: raw.access_token, expiresAt: new Date(askedAt + raw.expires_in * 1_000).toISOString() },
      refreshToken: raw.refresh_token,
    };
  }
}

function tokenRefusal(answer: GoogleAnswer): Error {
  const raw = jsonOf(answer.text);
  const said = failure.Check(raw) && (answer.status === 400 || answer.status === 401) ? raw.error : '';
  if (said === GRANT_REFUSED) return new GrantRefusedError();
  if (CLIENT_REFUSED.has(said))
    return new WaitingError(
      'credential-refused',
      `Google refuses the application itself (${said}): correct the client id and secret of the credential; it goes on by itself once they are right`,
    );
  return refusalOf(answer);
}
