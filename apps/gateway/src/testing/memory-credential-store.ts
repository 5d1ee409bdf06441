import type { CredentialId } from '@throughline/credentials';
import type { Consent, Credential, CredentialChange, NewCredential } from '../credentials/credential.js';
import type { CredentialStore } from '../credentials/credential-store.js';

export class MemoryCredentialStore implements CredentialStore {
  readonly #credentials = new Map<CredentialId, Credential>();
  readonly #consents = new Map<string, { readonly consent: Consent; readonly expiresAt: string }>();
  #last = 0;

  constructor(
    private readonly now: () => Date = () => new Date(),
    /** Returns true if a channel uses the credential. */
    private readonly isUsed: (id: CredentialId) => boolean = () => false,
  ) {}

  has(id: CredentialId): boolean {
    return this.#credentials.has(id);
  }

  get(id: CredentialId): Credential | undefined {
    return this.#credentials.get(id);
  }

  list(libraryId: string): Promise<readonly Credential[]> {
    return Promise.resolve([...this.#credentials.values()].filter((one) => one.libraryId === libraryId));
  }

  find(id: CredentialId): Promise<Credential | undefined> {
    return Promise.resolve(this.#credentials.get(id));
  }

  add(credential: NewCredential): Promise<Credential> {
    this.#last += 1;
    const added = {
      ...credential,
      id: this.#last,
      accountId: undefined,
      connectedAt: undefined,
      createdAt: this.now().toISOString(),
    };
    this.#credentials.set(added.id, added);
    return Promise.resolve(added);
  }

  change(id: CredentialId, { connectedAt, ...change }: CredentialChange, grantId?: string): Promise<Credential | undefined> {
    const before = this.#credentials.get(id);
    if (before === undefined || before.grantId !== (grantId ?? before.grantId)) return Promise.resolve(undefined);
    const changed = {
      ...before,
      ...change,
      connectedAt: connectedAt === undefined ? before.connectedAt : (connectedAt ?? undefined),
    };
    this.#credentials.set(id, changed);
    return Promise.resolve(changed);
  }

  async remove(id: CredentialId, alongside = (): Promise<void> => Promise.resolve()): Promise<boolean> {
    if (this.isUsed(id)) return false;
    await alongside();
    this.#credentials.delete(id);
    for (const [hash, { consent }] of this.#consents) if (consent.credentialId === id) this.#consents.delete(hash);
    return true;
  }

  expectConsent(stateHash: string, consent: Consent, expiresAt: string): Promise<void> {
    this.#consents.set(stateHash, { consent, expiresAt });
    return Promise.resolve();
  }

  takeConsent(stateHash: string): Promise<Consent | undefined> {
    const found = this.#consents.get(stateHash);
    this.#consents.delete(stateHash);
    const holds = found !== undefined && Date.parse(found.expiresAt) > this.now().getTime();
    return Promise.resolve(holds ? found.consent : undefined);
  }
}
