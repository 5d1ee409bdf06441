import { createHash, randomBytes } from 'node:crypto';
import type { FakeAnswer, FakeRequest } from '../serving/exchange.js';

export interface OAuthFakeClient {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUris: readonly string[];
}

/** The differences between services. */
export interface OAuthTraits {
  /** All scopes that the application may ask for. */
  readonly scopes: readonly string[];
  /** Returns true if the consent gives a refresh token. */
  readonly isOffline: (read: (name: string) => string) => boolean;
  /** Renders a granted scope in the words of the token answer; `undefined` leaves it out. By default as requested. */
  readonly reportScope?: (scope: string) => string | undefined;
  readonly accessSeconds: number;
  /**
   * Each refresh replaces the refresh token. `true`: the old one works until the new one was used, because an answer may be lost.
   * `at-once`: the old one is refused.
   */
  readonly rotates: boolean | 'at-once';
  /** The scopes of the application, if it has them itself. Then a consent names none. */
  readonly ownScopes?: () => readonly string[];
  /** The client authenticates with a header instead of fields (RFC 6749, 2.3.1). */
  readonly clientInHeader?: true;
  /** Tokens belong to a device, which comes back with the code. Requests for tokens name it, and have a state. */
  readonly bindsDevice?: true;
  /** Default: ten minutes. */
  readonly codeMs?: number;
  /** The claims of the ID token of a consent with the scope `openid`. */
  readonly claims?: (account: string) => object;
  /** Describes a refusal of the token endpoint in the words of the service. */
  readonly describe: (error: string) => object;
}

export interface AccessGrant {
  readonly account: string;
  readonly clientId: string;
  readonly scope: string;
  readonly expiresAt: number;
}

interface AuthorizationCode extends AccessGrant {
  readonly redirectUri: string;
  readonly challenge: string;
  readonly isOffline: boolean;
}

const CODE_MS = 10 * 60_000;

const jsonAnswer = (status: number, value: unknown): FakeAnswer => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
  body: JSON.stringify(value),
});

/** An error of the token endpoint (RFC 6749, 5.2). */
class TokenRefusal extends Error {
  constructor(
    readonly error: string,
    readonly status = 400,
  ) {
    super(error);
  }
}

/** Renders claims as a token whose signature nobody checks. */
export function renderIdToken(claims: object): string {
  const parts = [{ alg: 'RS256', typ: 'JWT' }, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'));
  return [...parts, randomBytes(32).toString('base64url')].join('.');
}

/** Consent with PKCE, codes that work once, and tokens that end by the fake's clock. */
export class OAuthFake {
  /** The account that gives consent; `undefined` declines. */
  consenting: string | undefined;
  /** Scopes that are not granted, such as those an administrator withholds. */
  withheld: readonly string[] = [];
  refreshes = 0;
  /** The device of all consents. */
  readonly device = `device-${randomBytes(24).toString('base64url')}`;
  /** Codes and tokens, which no log, event or answer of the code under test may contain. */
  readonly issued: string[] = [];
  readonly #codes = new Map<string, AuthorizationCode>();
  readonly #refresh = new Map<string, AccessGrant>();
  readonly #access = new Map<string, AccessGrant>();
  /** The refresh token that each one has replaced. */
  readonly #replacedBy = new Map<string, string>();

  constructor(
    readonly client: OAuthFakeClient,
    private readonly traits: OAuthTraits,
    private readonly now: () => number,
  ) {}

  /** Returns a refresh token for a consent that was given before. */
  grant(account: string): string {
    return this.#newRefresh({
      account,
      clientId: this.client.clientId,
      scope: this.#granted((this.traits.ownScopes?.() ?? this.traits.scopes).join(' ')),
      expiresAt: Infinity,
    });
  }

  revoke(account: string): void {
    for (const tokens of [this.#refresh, this.#access])
      for (const [token, grant] of tokens) if (grant.account === account) tokens.delete(token);
  }

  forgetAccess(): void {
    this.#access.clear();
  }

  /** Returns the grant of an access token that has not expired. */
  bearer(authorization: string | undefined): AccessGrant | undefined {
    const access = this.#access.get(/^Bearer (.+)$/.exec(authorization ?? '')?.[1] ?? '');
    return access === undefined || access.expiresAt <= this.now() ? undefined : access;
  }

  /** The consent page, which accepts or declines at once. */
  consent({ query }: FakeRequest): FakeAnswer {
    const read = (name: string): string => query.get(name) ?? '';
    const wrong =
      read('client_id') !== this.client.clientId ||
      !this.client.redirectUris.includes(read('redirect_uri')) ||
      read('response_type') !== 'code' ||
      read('code_challenge_method') !== 'S256' ||
      !/^[\w-]{43}$/.test(read('code_challenge')) ||
      !this.#isScope(query.get('scope'));
    if (wrong) return { status: 400, body: 'invalid_request' };
    const back = new URL(read('redirect_uri'));
    back.searchParams.set('state', read('state'));
    if (this.consenting === undefined) back.searchParams.set('error', 'access_denied');
    else back.searchParams.set('code', this.#codeFor(this.consenting, read));
    if (this.traits.bindsDevice === true) {
      back.searchParams.set('type', 'code_v2');
      back.searchParams.set('device_id', this.device);
    }
    return { status: 302, headers: { location: back.href } };
  }

  token(request: FakeRequest): FakeAnswer {
    try {
      return jsonAnswer(200, this.#token(request));
    } catch (error) {
      if (!(error instanceof TokenRefusal)) throw error;
      return jsonAnswer(error.status, this.traits.describe(error.error));
    }
  }

  #isScope(scope: string | null): boolean {
    if (this.traits.ownScopes !== undefined) return scope === null;
    return scope?.split(' ').every((one) => this.traits.scopes.includes(one)) === true;
  }

  #isClient(authorization: string | undefined, form: URLSearchParams): boolean {
    const { clientId, clientSecret } = this.client;
    const isInForm = form.get('client_id') === clientId && form.get('client_secret') === clientSecret;
    if (this.traits.clientInHeader !== true) return isInForm;
    return (
      authorization === `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}` && !form.has('client_secret')
    );
  }

  #token({ method, headers, body }: FakeRequest): object {
    if (method !== 'POST' || !/^application\/x-www-form-urlencoded\b/.test(headers['content-type'] ?? ''))
      throw new TokenRefusal('invalid_request');
    const form = new URLSearchParams(body.toString('utf8'));
    if (!this.#isClient(headers['authorization'], form)) throw new TokenRefusal('invalid_client', 401);
    if (this.traits.bindsDevice !== true) return this.#grantedFor(form);
    const state = form.get('state') ?? '';
    if (form.get('device_id') !== this.device || state === '') throw new TokenRefusal('invalid_request');
    return { ...this.#grantedFor(form), state };
  }

  #grantedFor(form: URLSearchParams): object {
    if (form.get('grant_type') === 'authorization_code') return this.#exchange(form);
    if (form.get('grant_type') === 'refresh_token') return this.#refreshed(form.get('refresh_token') ?? '');
    throw new TokenRefusal('unsupported_grant_type');
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
      code.redirectUri === form.get('redirect_uri');
    if (!holds) throw new TokenRefusal('invalid_grant');
    return { ...this.#newAccess(code), ...(code.isOffline ? { refresh_token: this.#newRefresh(code) } : {}) };
  }

  #refreshed(token: string): object {
    const found = this.#refresh.get(token);
    if (found === undefined) throw new TokenRefusal('invalid_grant');
    this.refreshes += 1;
    if (!this.traits.rotates) return this.#newAccess(found);
    if (this.traits.rotates === 'at-once') this.#refresh.delete(token);
    const replaced = this.#replacedBy.get(token);
    if (replaced !== undefined) this.#refresh.delete(replaced);
    const next = this.#newRefresh(found);
    this.#replacedBy.set(next, token);
    return { ...this.#newAccess(found), refresh_token: next };
  }

  #granted(requested: string): string {
    const scopes = requested.split(' ');
    return scopes.filter((scope) => !this.withheld.includes(scope)).join(' ');
  }

  #codeFor(account: string, read: (name: string) => string): string {
    const code = this.#issue('code-');
    this.#codes.set(code, {
      account,
      clientId: read('client_id'),
      redirectUri: read('redirect_uri'),
      challenge: read('code_challenge'),
      scope: this.#granted(this.traits.ownScopes?.().join(' ') ?? read('scope')),
      isOffline: this.traits.isOffline(read),
      expiresAt: this.now() + (this.traits.codeMs ?? CODE_MS),
    });
    return code;
  }

  #newRefresh({ account, clientId, scope }: AccessGrant): string {
    const token = this.#issue('refresh-');
    this.#refresh.set(token, { account, clientId, scope, expiresAt: Infinity });
    return token;
  }

  #newAccess({ account, clientId, scope }: AccessGrant): object {
    const token = this.#issue('access-');
    const { accessSeconds, reportScope = (one: string) => one } = this.traits;
    const reported = scope.split(' ').flatMap((one) => reportScope(one) ?? []);
    this.#access.set(token, { account, clientId, scope, expiresAt: this.now() + accessSeconds * 1_000 });
    const { claims } = this.traits;
    const named = claims !== undefined && scope.split(' ').includes('openid') ? { id_token: renderIdToken(claims(account)) } : {};
    return { access_token: token, expires_in: accessSeconds, token_type: 'bearer', scope: reported.join(' '), ...named };
  }

  #issue(prefix: string): string {
    const token = prefix + randomBytes(24).toString('base64url');
    this.issued.push(token);
    return token;
  }
}
