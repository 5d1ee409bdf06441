import { CREDENTIAL_BUCKET, PermanentError } from '@throughline/contracts';
import type { NatsConnection } from '@nats-io/nats-core';
import { JetStreamRecords } from '../records/records.jetstream.js';
import { recordName, type RecordRevision, type Records } from '../records/records.js';
import { SealedRecords } from '../records/sealed-records.js';
import { readSecret, readStanding, type Secret, type Standing } from './secret.js';

/** Of a credential, as the API names it. */
export type CredentialId = number;

const PURPOSE = `credentials/${CREDENTIAL_BUCKET}`;

const secretOf = (id: CredentialId): string => recordName('secret', String(id));
const standingOf = (id: CredentialId): string => recordName('standing', String(id));
const leaseOf = (id: CredentialId): string => recordName('lease', String(id));

export interface FoundSecret {
  readonly secret: Secret;
  readonly revision: RecordRevision;
}

/** The end of the gateway: it puts secrets in and never sees them again, and reads what is said of them. */
export class CredentialDesk {
  readonly #sealed: SealedRecords;

  /** The bus lets a gateway read standings alone. */
  constructor(
    private readonly records: Records,
    masterKey: Uint8Array,
  ) {
    this.#sealed = new SealedRecords(records, masterKey, PURPOSE);
  }

  static over(nc: NatsConnection, masterKey: Uint8Array): CredentialDesk {
    return new CredentialDesk(new JetStreamRecords(nc, CREDENTIAL_BUCKET, { reads: 'subject' }), masterKey);
  }

  /** What somebody says now counts, whatever is there. */
  async put(id: CredentialId, secret: Secret): Promise<void> {
    await this.#sealed.write(secretOf(id), JSON.stringify(secret), 'anything');
  }

  async remove(id: CredentialId): Promise<void> {
    await this.records.remove(secretOf(id));
  }

  async standing(id: CredentialId): Promise<Standing | undefined> {
    const stored = await this.records.read(standingOf(id));
    return stored === undefined ? undefined : readStanding(stored.text);
  }
}

/** The end of the service that uses credentials. */
export class CredentialVault {
  readonly #sealed: SealedRecords;

  constructor(
    private readonly records: Records,
    masterKey: Uint8Array,
  ) {
    this.#sealed = new SealedRecords(records, masterKey, PURPOSE);
  }

  static over(nc: NatsConnection, masterKey: Uint8Array): CredentialVault {
    return new CredentialVault(new JetStreamRecords(nc, CREDENTIAL_BUCKET), masterKey);
  }

  /** Undefined: there is none, or it was taken away. */
  async find(id: CredentialId): Promise<FoundSecret | undefined> {
    const stored = await this.#sealed.read(secretOf(id));
    if (stored === undefined) return undefined;
    const secret = readSecret(stored.text);
    if (secret === undefined)
      throw new PermanentError('credential-unreadable', `The credential ${String(id)} was written by a newer release: upgrade`);
    return { secret, revision: stored.revision };
  }

  /** Throws `record-conflict` where somebody has put another in its place meanwhile. */
  rotate(id: CredentialId, secret: Secret, revision: RecordRevision): Promise<RecordRevision> {
    return this.#sealed.write(secretOf(id), JSON.stringify(secret), revision);
  }

  async standing(id: CredentialId): Promise<Standing | undefined> {
    const stored = await this.records.read(standingOf(id));
    return stored === undefined ? undefined : readStanding(stored.text);
  }

  /** Best told late than not at all: the newest word stands. */
  async tell(id: CredentialId, standing: Standing): Promise<void> {
    await this.records.write(standingOf(id), JSON.stringify(standing), 'anything');
  }

  /** Where the processes of the service agree who refreshes. */
  lease(id: CredentialId): { readonly records: Records; readonly name: string } {
    return { records: this.records, name: leaseOf(id) };
  }
}
