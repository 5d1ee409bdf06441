import type { CredentialId } from '@throughline/credentials';
import type { Consent, Credential, CredentialChange, NewCredential } from './credential.js';

export interface CredentialStore {
  /** Of a library, the oldest first. */
  list(libraryId: string): Promise<readonly Credential[]>;
  find(id: CredentialId): Promise<Credential | undefined>;
  add(credential: NewCredential): Promise<Credential>;
  /** Undefined where there is none, or where another secret was put in than the one that `grantId` names. */
  change(id: CredentialId, change: CredentialChange, grantId?: string): Promise<Credential | undefined>;
  /**
   * False where a channel names it: then nothing has changed. `alongside` is done while nobody else can take it; where it throws, nothing has
   * changed here. What is not there is satisfied.
   */
  remove(id: CredentialId, alongside?: () => Promise<void>): Promise<boolean>;
  expectConsent(stateHash: string, consent: Consent, expiresAt: string): Promise<void>;
  /** Once: whoever asks again, or too late, gets nothing. */
  takeConsent(stateHash: string): Promise<Consent | undefined>;
}
