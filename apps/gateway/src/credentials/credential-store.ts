import type { CredentialId } from '@throughline/credentials';
import type { Consent, Credential, CredentialChange, NewCredential } from './credential.js';
import type { Token } from '../kit/provide.js';

export interface CredentialStore {
  /** Oldest first. */
  list(libraryId: string): Promise<readonly Credential[]>;
  find(id: CredentialId): Promise<Credential | undefined>;
  add(credential: NewCredential): Promise<Credential>;
  /** Returns `undefined` if the credential does not exist, or if its current secret is not `grantId`. */
  change(id: CredentialId, change: CredentialChange, grantId?: string): Promise<Credential | undefined>;
  /**
   * Returns false and changes nothing if a channel, a source or an own output uses the credential. Runs `alongside` in the transaction; if it
   * throws, the credential stays. Succeeds if the credential does not exist.
   */
  remove(id: CredentialId, alongside?: () => Promise<void>): Promise<boolean>;
  expectConsent(stateHash: string, consent: Consent, expiresAt: string): Promise<void>;
  /** Removes and returns a pending consent. Returns `undefined` for a repeated or expired state. */
  takeConsent(stateHash: string): Promise<Consent | undefined>;
}

export const CREDENTIAL_STORE: Token<CredentialStore> = Symbol('CredentialStore');

/** Removes a credential of a library with its secret. Throws `credential-in-use` while something uses it. */
export interface CredentialRemoval {
  remove(libraryId: string, id: CredentialId): Promise<void>;
}

export const CREDENTIAL_REMOVAL: Token<CredentialRemoval> = Symbol('CredentialRemoval');
