import { CREDENTIAL_STORE, PermanentError } from '@throughline/contracts';
import type { NatsConnection } from '@nats-io/nats-core';
import {
  JetStreamKeyValueStore,
  SealedKeyValueStore,
  recordName,
  type KeyValueStore,
  type RecordRevision,
} from '@throughline/messaging';
import { parseSecret, parseCredentialStatus, type Secret, type CredentialStatus } from './secret.js';

export type CredentialId = number;

/** A separate key for each store. */
const purposeOf = (store: string): string => `credentials/${store}`;

const secretRecordName = (id: CredentialId): string => recordName('secret', String(id));
const statusRecordName = (id: CredentialId): string => recordName('standing', String(id));
const leaseRecordName = (id: CredentialId): string => recordName('lease', String(id));

export interface StoredSecret {
  readonly secret: Secret;
  readonly revision: RecordRevision;
}

/** The gateway's side: writes secrets, cannot read them, and reads their status. */
export class CredentialWriter {
  readonly #sealed: SealedKeyValueStore;

  /** Needs permission to read only the status of credentials. */
  constructor(
    private readonly records: KeyValueStore,
    masterKey: Uint8Array,
    store = CREDENTIAL_STORE,
  ) {
    this.#sealed = new SealedKeyValueStore(records, masterKey, purposeOf(store));
  }

  static over(nc: NatsConnection, masterKey: Uint8Array, store = CREDENTIAL_STORE): CredentialWriter {
    return new CredentialWriter(new JetStreamKeyValueStore(nc, store, { reads: 'subject' }), masterKey, store);
  }

  async put(id: CredentialId, secret: Secret): Promise<void> {
    await this.#sealed.write(secretRecordName(id), JSON.stringify(secret), 'anything');
  }

  async remove(id: CredentialId): Promise<void> {
    await this.records.remove(secretRecordName(id));
  }

  async status(id: CredentialId): Promise<CredentialStatus | undefined> {
    const stored = await this.records.read(statusRecordName(id));
    return stored === undefined ? undefined : parseCredentialStatus(stored.text);
  }
}

/** The side of the service that uses credentials. */
export class CredentialVault {
  readonly #sealed: SealedKeyValueStore;

  constructor(
    private readonly records: KeyValueStore,
    masterKey: Uint8Array,
    store = CREDENTIAL_STORE,
  ) {
    this.#sealed = new SealedKeyValueStore(records, masterKey, purposeOf(store));
  }

  static over(nc: NatsConnection, masterKey: Uint8Array, store = CREDENTIAL_STORE): CredentialVault {
    return new CredentialVault(new JetStreamKeyValueStore(nc, store), masterKey, store);
  }

  /** Returns `undefined` if there is none or it was removed. */
  async find(id: CredentialId): Promise<StoredSecret | undefined> {
    const stored = await this.#sealed.read(secretRecordName(id));
    if (stored === undefined) return undefined;
    const secret = parseSecret(stored.text);
    if (secret === undefined)
      throw new PermanentError('credential-unreadable', `The credential ${String(id)} was written by a newer release: upgrade`);
    return { secret, revision: stored.revision };
  }

  /** Throws `record-conflict` if another secret was stored meanwhile. */
  rotate(id: CredentialId, secret: Secret, revision: RecordRevision): Promise<RecordRevision> {
    return this.#sealed.write(secretRecordName(id), JSON.stringify(secret), revision);
  }

  async readStatus(id: CredentialId): Promise<CredentialStatus | undefined> {
    const stored = await this.records.read(statusRecordName(id));
    return stored === undefined ? undefined : parseCredentialStatus(stored.text);
  }

  /** Unconditional: the last status wins. */
  async setStatus(id: CredentialId, status: CredentialStatus): Promise<void> {
    await this.records.write(statusRecordName(id), JSON.stringify(status), 'anything');
  }

  lease(id: CredentialId): { readonly records: KeyValueStore; readonly name: string } {
    return { records: this.records, name: leaseRecordName(id) };
  }
}
