import { GoogleAccounts, GoogleHttpClient, GoogleOAuth } from '@throughline/credentials';
import type { GoogleAccountIdentity, GoogleEndpoints, OAuthClient, GoogleTokens } from '@throughline/credentials';
import type { AllowList } from '@throughline/outgoing';
import type { ConsentProvider } from './provider.js';

/** A user waits for the answer in a browser. Milliseconds. */
const PATIENCE = { connectMs: 5_000, idleMs: 15_000 };

export class GoogleConsent implements ConsentProvider {
  readonly #line: GoogleHttpClient;
  readonly #oauth: GoogleOAuth;
  readonly #accounts: GoogleAccounts;

  constructor(endpoints: GoogleEndpoints, allowed: AllowList) {
    this.#line = new GoogleHttpClient(allowed, PATIENCE);
    this.#oauth = new GoogleOAuth(this.#line, endpoints);
    this.#accounts = new GoogleAccounts(this.#line, endpoints);
  }

  consentUrl(client: OAuthClient, request: { state: string; verifier: string; redirectUri: string }): string {
    return this.#oauth.consentUrl(client, request);
  }

  exchange(client: OAuthClient, grant: { code: string; verifier: string; redirectUri: string }): Promise<GoogleTokens> {
    return this.#oauth.exchange(client, grant);
  }

  whoIs(accessToken: string): Promise<GoogleAccountIdentity> {
    return this.#accounts.of(accessToken);
  }

  close(): Promise<void> {
    return this.#line.close();
  }
}
