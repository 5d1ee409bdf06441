import type {
  AccountIdentity,
  CodeGrant,
  ConsentRequest,
  CredentialId,
  CredentialStatus,
  OAuthClient,
  OAuthTokens,
  OAuthType,
  Secret,
} from '@throughline/credentials';
import type { Token } from '../kit/provide.js';

export interface ConsentProvider {
  /** The service in texts for people. */
  readonly label: string;
  consentUrl(client: OAuthClient, request: ConsentRequest): string;
  exchange(client: OAuthClient, grant: CodeGrant): Promise<OAuthTokens>;
  /** Returns the account that an access token belongs to. */
  whoIs(accessToken: string, named: { readonly idToken?: string | undefined }): Promise<AccountIdentity>;
  /** True if only the consent names the account, so that it is stored with the secret. */
  readonly isNamedByConsent?: boolean;
}

/** The services that ask for consent, by the type of their credentials. */
export interface ConsentProviders {
  of(type: OAuthType): ConsentProvider;
}

/** Stores secrets that only the service that uses them can read. */
export interface SecretStore {
  put(id: CredentialId, secret: Secret): Promise<void>;
  remove(id: CredentialId): Promise<void>;
  status(id: CredentialId): Promise<CredentialStatus | undefined>;
}

export const CONSENT_PROVIDERS: Token<ConsentProviders> = Symbol('ConsentProviders');
export const SECRET_STORE: Token<SecretStore> = Symbol('SecretStore');
