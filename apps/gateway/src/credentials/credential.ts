import type { CredentialId } from '@throughline/credentials';

export const CREDENTIAL_TYPES = ['google', 'password', 'token'] as const;
export const TYPE_MEANING =
  "`google`: an account's consent to your own OAuth client. `password`, `token`: secrets that a person types in.";
export type CredentialType = (typeof CREDENTIAL_TYPES)[number];
export const isCredentialType = (text: string): text is CredentialType => (CREDENTIAL_TYPES as readonly string[]).includes(text);

export const CREDENTIAL_STATES = ['ok', 'needs_reauth', 'unknown'] as const;
export type CredentialState = (typeof CREDENTIAL_STATES)[number];

/** A credential without its secret. */
export interface Credential {
  readonly id: CredentialId;
  readonly libraryId: string;
  readonly type: CredentialType;
  readonly name: string;
  /** Id of the current secret. */
  readonly grantId: string;
  /** The sealed OAuth client at Google, needed here to connect an account. */
  readonly sealedClient: string | undefined;
  /** Display name of the account: an address or a user name. */
  readonly account: string | undefined;
  /** The account's id at the provider. */
  readonly accountId: string | undefined;
  readonly connectedAt: string | undefined;
  readonly createdAt: string;
}

export type NewCredential = Pick<Credential, 'libraryId' | 'type' | 'name' | 'grantId' | 'sealedClient' | 'account'>;

/** Omitted fields stay; null removes a value. */
export interface CredentialChange {
  readonly name?: string;
  readonly grantId?: string;
  readonly sealedClient?: string;
  readonly account?: string;
  readonly accountId?: string;
  readonly connectedAt?: string | null;
}

/** A pending consent: the user was sent to Google and has not returned. */
export interface Consent {
  readonly credentialId: CredentialId;
  readonly userId: string;
  /** The sealed PKCE verifier, redirect address and browser. */
  readonly sealed: string;
}
