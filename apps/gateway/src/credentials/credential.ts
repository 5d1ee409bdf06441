import type { CredentialId } from '@throughline/credentials';

/** `google`: the consent of an account, by an application of one's own. The others are what somebody types in. */
export const CREDENTIAL_TYPES = ['google', 'password', 'token'] as const;
export type CredentialType = (typeof CREDENTIAL_TYPES)[number];
export const isCredentialType = (text: string): text is CredentialType => (CREDENTIAL_TYPES as readonly string[]).includes(text);

export const CREDENTIAL_STATES = ['ok', 'needs_reauth', 'unknown'] as const;
export type CredentialState = (typeof CREDENTIAL_STATES)[number];

/** What is known here of a credential: all but its secret. */
export interface Credential {
  readonly id: CredentialId;
  readonly libraryId: string;
  readonly type: CredentialType;
  readonly name: string;
  /** Names the secret that was put in last. */
  readonly grantId: string;
  /** The application at Google, sealed: it is needed here to connect. */
  readonly sealedClient: string | undefined;
  /** As people know it: an address, a user. */
  readonly account: string | undefined;
  /** As the other side knows it. */
  readonly accountId: string | undefined;
  readonly connectedAt: string | undefined;
  readonly createdAt: string;
}

export type NewCredential = Pick<Credential, 'libraryId' | 'type' | 'name' | 'grantId' | 'sealedClient' | 'account'>;

/** What is left out stays; null takes away. */
export interface CredentialChange {
  readonly name?: string;
  readonly grantId?: string;
  readonly sealedClient?: string;
  readonly account?: string;
  readonly accountId?: string;
  readonly connectedAt?: string | null;
}

/** Somebody has been sent to give consent, and has not come back. */
export interface Consent {
  readonly credentialId: CredentialId;
  readonly userId: string;
  /** What proves that the code is ours. */
  readonly sealed: string;
}
