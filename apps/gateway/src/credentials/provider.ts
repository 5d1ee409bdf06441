import type {
  GoogleAccountIdentity,
  OAuthClient,
  GoogleTokens,
  Secret,
  CredentialStatus,
  CredentialId,
} from '@throughline/credentials';
import type { Token } from '../provide.js';

export interface ConsentProvider {
  consentUrl(client: OAuthClient, request: { state: string; verifier: string; redirectUri: string }): string;
  exchange(client: OAuthClient, grant: { code: string; verifier: string; redirectUri: string }): Promise<GoogleTokens>;
  /** Returns the account that an access token belongs to. */
  whoIs(accessToken: string): Promise<GoogleAccountIdentity>;
}

/** Stores secrets that only the service that uses them can read. */
export interface SecretStore {
  put(id: CredentialId, secret: Secret): Promise<void>;
  remove(id: CredentialId): Promise<void>;
  status(id: CredentialId): Promise<CredentialStatus | undefined>;
}

export const CONSENT_PROVIDER: Token<ConsentProvider> = Symbol('ConsentProvider');
export const SECRET_STORE: Token<SecretStore> = Symbol('SecretStore');
