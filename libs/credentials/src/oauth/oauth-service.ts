import type { ServiceResponse } from './answer.js';
import type { ServiceClient } from './service-client.js';

export interface AccountIdentity {
  /** Stays the same if the name changes. */
  readonly id: string;
  /** The name that people know: an address, or the title of a channel. */
  readonly name: string;
}

/** A bearer token for one request to the API of a service. */
export interface IdentityRequest {
  readonly line: ServiceClient;
  readonly apiUrl: string;
  readonly accessToken: string;
  /** The ID token of the consent (OpenID Connect), if the service issues one. */
  readonly idToken?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface AccountWords {
  /** The type in a list of types: `Google Drive account`. */
  readonly type: string;
  /** The names that the service gives the id and the secret of a client. */
  readonly clientId: string;
  readonly clientSecret: string;
  /** The service gives out the client as a file, which the form reads. */
  readonly hasClientFile?: true;
}

/** The differences between services that connect accounts by OAuth 2.0 (RFC 6749). */
export interface OAuthService {
  /** The subject of errors, such as `Google`. */
  readonly label: string;
  readonly words: AccountWords;
  /** Empty if the application registered at the service has them. */
  readonly scopes: readonly string[];
  /** The words of the consent page for its permissions, by scope. */
  readonly scopeTexts?: Readonly<Record<string, string>>;
  /** Scopes that no answer lists, even if they are granted. */
  readonly silentScopes?: readonly string[];
  /** Further parameters of the consent page. */
  readonly consent: Readonly<Record<string, string>>;
  /** Sends the client's id and secret as a header (RFC 6749, 2.3.1). By default, they are in the body. */
  readonly clientAuthentication?: 'header';
  /**
   * Tokens belong to a device, whose id comes back from the consent page with the code. Each request for a token names it, and
   * has a `state` that the answer repeats.
   */
  readonly bindsDevice?: true;
  /** Codes of the token endpoint for a consent that the user must give again, besides `invalid_grant`. */
  readonly reconnectCodes?: readonly string[];
  /** The error for any other refusal. */
  readonly toError: (answer: ServiceResponse) => Error;
  readonly identify: (request: IdentityRequest) => Promise<AccountIdentity>;
  /** Only the ID token of a consent names the account: no request can ask for it later. */
  readonly isNamedByConsent?: true;
}
