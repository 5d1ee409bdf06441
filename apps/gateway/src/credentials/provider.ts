import type { GoogleAccountName, OAuthClient, Refreshed, Secret, Standing, CredentialId } from '@throughline/credentials';

/** Consent at Google, as far as a gateway has to do with it. */
export interface ConsentProvider {
  consentUrl(client: OAuthClient, asked: { state: string; verifier: string; redirectUri: string }): string;
  exchange(client: OAuthClient, given: { code: string; verifier: string; redirectUri: string }): Promise<Refreshed>;
  /** Whose account an access token opens. */
  whoIs(accessToken: string): Promise<GoogleAccountName>;
}

/** Where secrets are put, to be read by the service that uses them and nobody else. */
export interface SecretDesk {
  put(id: CredentialId, secret: Secret): Promise<void>;
  remove(id: CredentialId): Promise<void>;
  standing(id: CredentialId): Promise<Standing | undefined>;
}
