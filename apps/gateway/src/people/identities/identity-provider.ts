import type * as Client from 'openid-client';
import { areComplete, type Claims } from './claims.js';
import type { OidcSettings } from './oidc-settings.js';
import { ProviderError, toProviderError } from './provider-error.js';
import { createProviderFetch, type ProviderFetch } from './provider-fetch.js';

export interface ProviderAccount {
  readonly subject: string;
  readonly claims: Claims;
}

/** The values of one start, which the answer must repeat or match. */
export interface SignInProof {
  readonly state: string;
  readonly nonce: string;
  /** RFC 7636: it proves that the same client requests and redeems the code. */
  readonly verifier: string;
}

/** Providers change their documents rarely. Keys are fetched again when an unknown one signs. */
const KEPT_MS = 10 * 60_000;
const LONGEST_SUBJECT = 255;

type Library = typeof Client;
/** The library marks it as deprecated, to make it stand out. The settings allow plain http only on this machine. */
interface LoopbackOption {
  readonly allowInsecureRequests: (config: Client.Configuration) => void;
}
interface Connection {
  readonly library: Library;
  readonly config: Client.Configuration;
}

/** Authenticates as the provider wishes: by Basic, which is the default of the standard, or else in the body. */
const authenticate = ({ ClientSecretBasic, ClientSecretPost, None }: Library, secret: string | undefined): Client.ClientAuth => {
  if (secret === undefined) return None();
  const [basic, post] = [ClientSecretBasic(secret), ClientSecretPost(secret)];
  return (server, client, body, headers) => {
    const methods = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
    (methods.includes('client_secret_basic') ? basic : post)(server, client, body, headers);
  };
};

/** An OpenID Connect provider. Its failures are {@link ProviderError}s. */
export class IdentityProvider {
  readonly #fetch: ProviderFetch;
  #known: { readonly connection: Promise<Connection>; readonly until: number } | undefined;

  constructor(
    readonly settings: OidcSettings,
    private readonly now: () => Date,
  ) {
    this.#fetch = createProviderFetch(settings);
  }

  /** Returns the provider's page that asks the person. */
  async authorizationUrl(redirectUri: string, { state, nonce, verifier }: SignInProof): Promise<string> {
    return this.#ask(async ({ library, config }) => {
      const url = library.buildAuthorizationUrl(config, {
        redirect_uri: redirectUri,
        scope: this.settings.scopes.join(' '),
        state,
        nonce,
        code_challenge: await library.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      });
      return url.href;
    });
  }

  /** Redeems the code in the address that the browser has returned to. Checks state, issuer, nonce, audience and signature. */
  async redeem(returned: URL, { state, nonce, verifier }: SignInProof): Promise<ProviderAccount> {
    return this.#ask(async ({ library, config }) => {
      const tokens = await library.authorizationCodeGrant(config, returned, {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
      });
      const claims = tokens.claims();
      if (claims === undefined || claims.sub === '' || claims.sub.length > LONGEST_SUBJECT)
        throw new ProviderError('invalid', 'subject');
      const subject = claims.sub;
      if (areComplete(claims, this.settings) || config.serverMetadata().userinfo_endpoint === undefined)
        return { subject, claims };
      // OpenID Connect Core, 5.4: with a code, most claims are only at this endpoint.
      const more = await library.fetchUserInfo(config, tokens.access_token, claims.sub);
      return { subject, claims: { ...more, ...claims } };
    });
  }

  /** Returns the provider's page that ends its own sign-in, if it has one. */
  async endSessionUrl(returnTo: string): Promise<string | undefined> {
    return this.#ask(({ library, config }) =>
      Promise.resolve(
        config.serverMetadata().end_session_endpoint === undefined
          ? undefined
          : library.buildEndSessionUrl(config, { post_logout_redirect_uri: returnTo }).href,
      ),
    );
  }

  /** Throws if discovery fails. */
  async check(): Promise<void> {
    this.#known = undefined;
    await this.#ask(() => Promise.resolve());
  }

  async #ask<T>(call: (connection: Connection) => Promise<T>): Promise<T> {
    try {
      return await call(await this.#connect());
    } catch (error) {
      throw toProviderError(error);
    }
  }

  #connect(): Promise<Connection> {
    const now = this.now().getTime();
    if (this.#known !== undefined && now < this.#known.until) return this.#known.connection;
    const connection = this.#discover();
    const known = { connection, until: now + KEPT_MS };
    this.#known = known;
    connection.catch(() => {
      // The next request asks the provider again.
      if (this.#known === known) this.#known = undefined;
    });
    return connection;
  }

  async #discover(): Promise<Connection> {
    const { issuer, clientId, clientSecret, timeoutMs } = this.settings;
    // Imported late: gateways without a provider never load it.
    const library = await import('openid-client');
    const loopback: LoopbackOption = library;
    const isPlain = new URL(issuer).protocol === 'http:';
    const config = await library.discovery(new URL(issuer), clientId, undefined, authenticate(library, clientSecret), {
      timeout: timeoutMs / 1_000,
      [library.customFetch]: this.#fetch,
      // By default the library trusts the connection instead of the signature of an ID token.
      execute: [library.enableNonRepudiationChecks, ...(isPlain ? [loopback.allowInsecureRequests] : [])],
    });
    return { library, config };
  }
}
