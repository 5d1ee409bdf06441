import { createHash, randomBytes } from 'node:crypto';
import { renderIdToken } from '../oauth/oauth-fake.js';
import type { FakeAnswer, FakeRequest } from '../serving/exchange.js';
import { GoogleRefusal, jsonAnswer } from './refusals.js';

export interface GoogleClient {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUris: readonly string[];
}

interface AuthorizationCode {
  readonly email: string;
  readonly clientId: string;
  readonly redirectUri: string;
  readonly challenge: string;
  readonly scope: string;
  readonly offline: boolean;
  readonly expiresAt: number;
}

interface RefreshGrant {
  readonly email: string;
  readonly clientId: string;
  readonly scope: string;
}

interface AccessGrant {
  readonly email: string;
  readonly scope: string;
  readonly expiresAt: number;
}

const CODE_MS = 10 * 60_000;
const ACCESS_S = 3_599;

/** An error of the token endpoint, which has a form of its own (RFC 6749, 5.2). */
class TokenRefusal extends Error {
  constructor(
    readonly error: string,
    readonly status = 400,
  ) {
    super(error);
  }
}

/** Consent, codes and tokens. A code works once, an access token for an hour of the fake's clock. */
export class GoogleOAuthFake {
  /** The account that gives consent; `undefined` declines. */
  consenting: string | undefined;
  /** Scopes whose boxes the user unticks on the consent page. */
  unticked: readonly string[] = [];
  refreshes = 0;
  /** Replaces the refresh token at each refresh. Google does not do so, but other servers do. */
  rotates = false;
  readonly issued: string[] = [];
  readonly #codes = new Map<string, AuthorizationCode>();
  readonly #refresh = new Map<string, RefreshGrant>();
  readonly #access = new Map<string, AccessGrant>();

  constructor(
    private readonly clients: readonly GoogleClient[],
    private readonly now: () => number,
  ) {}

  /** Returns a refresh token for a consent that was given before. */
  grant(email: string, client: GoogleClient, scope: string): string {
    const token = this.#issue('1//');
    this.#refresh.set(token, { email, clientId: client.clientId, scope });
    return token;
  }

  revoke(email: string): void {
    for (const tokens of [this.#refresh, this.#access])
      for (const [token, { email: of }] of tokens) if (of === email) tokens.delete(token);
  }

  forgetAccess(): void {
    this.#access.clear();
  }

  /** Returns the account of an access token. Refuses tokens that have none of the scopes. */
  bearer(authorization: string | undefined, scopes: readonly string[]): string {
    const access = this.#access.get(/^Bearer (.+)$/.exec(authorization ?? '')?.[1] ?? '');
    if (access === undefined || access.expiresAt <= this.now())
      throw new GoogleRefusal(401, 'authError', 'Invalid Credentials', 'global');
    if (!access.scope.split(' ').some((scope) => scopes.includes(scope)))
      throw new GoogleRefusal(403, 'insufficientPermissions', 'Insufficient Permission');
    return access.email;
  }

  /** The consent page, which accepts or declines at once. */
  consent({ query }: FakeRequest): FakeAnswer {
    const read = (name: string): string => query.get(name) ?? '';
    const client = this.clients.find(({ clientId }) => clientId === read('client_id'));
    if (client === undefined) return { status: 401, body: 'Error 401: invalid_client' };
    if (!client.redirectUris.includes(read('redirect_uri'))) return { status: 400, body: 'Error 400: redirect_uri_mismatch' };
    const wrong =
      read('response_type') !== 'code' ||
      read('scope') === '' ||
      read('code_challenge_method') !== 'S256' ||
      !/^[\w-]{43}$/.test(read('code_challenge'));
    if (wrong) return { status: 400, body: 'Error 400: invalid_request' };
    const back = new URL(read('redirect_uri'));
    back.searchParams.set('state', read('state'));
    const granted = this.#granted(read('scope'));
    if (this.consenting === undefined || granted === '') back.searchParams.set('error', 'access_denied');
    else back.searchParams.set('code', this.#codeFor(this.consenting, granted, read));
    return { status: 302, headers: { location: back.href } };
  }

  #granted(requested: string): string {
    const scopes = requested.split(' ');
    return scopes.filter((scope) => !this.unticked.includes(scope)).join(' ');
  }

  #codeFor(email: string, scope: string, read: (name: string) => string): string {
    const code = this.#issue('4/');
    this.#codes.set(code, {
      email,
      clientId: read('client_id'),
      redirectUri: read('redirect_uri'),
      challenge: read('code_challenge'),
      scope,
      // Google returns no refresh token for a repeated consent unless both are set.
      offline: read('access_type') === 'offline' && read('prompt') === 'consent',
      expiresAt: this.now() + CODE_MS,
    });
    return code;
  }

  token(request: FakeRequest): FakeAnswer {
    try {
      return jsonAnswer(200, this.#token(request), { 'cache-control': 'no-store' });
    } catch (error) {
      if (!(error instanceof TokenRefusal)) throw error;
      return jsonAnswer(error.status, { error: error.error, error_description: 'Bad Request' });
    }
  }

  #token({ method, headers, body }: FakeRequest): object {
    if (method !== 'POST' || !/^application\/x-www-form-urlencoded\b/.test(headers['content-type'] ?? ''))
      throw new TokenRefusal('invalid_request');
    const form = new URLSearchParams(body.toString('utf8'));
    const client = this.clients.find(({ clientId }) => clientId === form.get('client_id'));
    if (client === undefined || client.clientSecret !== form.get('client_secret')) throw new TokenRefusal('invalid_client', 401);
    switch (form.get('grant_type')) {
      case 'authorization_code':
        return this.#exchange(form);
      case 'refresh_token':
        return this.#refreshed(form);
      default:
        throw new TokenRefusal('unsupported_grant_type');
    }
  }

  #exchange(form: URLSearchParams): object {
    const given = form.get('code') ?? '';
    const code = this.#codes.get(given);
    // The code is used up, even if the request fails.
    this.#codes.delete(given);
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    const holds =
      code !== undefined &&
      code.expiresAt > this.now() &&
      code.challenge === challenge &&
      code.redirectUri === form.get('redirect_uri') &&
      code.clientId === form.get('client_id');
    if (!holds) throw new TokenRefusal('invalid_grant');
    const refresh = code.offline ? { refresh_token: this.#newRefresh(code) } : {};
    return { ...this.#newAccess(code), ...refresh };
  }

  #refreshed(form: URLSearchParams): object {
    const token = form.get('refresh_token') ?? '';
    const found = this.#refresh.get(token);
    if (found === undefined || found.clientId !== form.get('client_id')) throw new TokenRefusal('invalid_grant');
    this.refreshes += 1;
    if (!this.rotates) return this.#newAccess(found);
    this.#refresh.delete(token);
    return { ...this.#newAccess(found), refresh_token: this.#newRefresh(found) };
  }

  #newRefresh({ email, clientId, scope }: RefreshGrant): string {
    const token = this.#issue('1//');
    this.#refresh.set(token, { email, clientId, scope });
    return token;
  }

  #newAccess({ email, scope }: RefreshGrant): object {
    const token = this.#issue('ya29.');
    this.#access.set(token, { email, scope, expiresAt: this.now() + ACCESS_S * 1_000 });
    const claims = { sub: `sub-of-${email}`, email, email_verified: true };
    const named = scope.split(' ').includes('openid') ? { id_token: renderIdToken(claims) } : {};
    return { access_token: token, expires_in: ACCESS_S, token_type: 'Bearer', scope, ...named };
  }

  #issue(prefix: string): string {
    const token = prefix + randomBytes(24).toString('base64url');
    this.issued.push(token);
    return token;
  }
}
