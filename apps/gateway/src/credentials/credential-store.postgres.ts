import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { CredentialId } from '@throughline/credentials';
import { Repository } from 'typeorm';
import { isViolation } from '../kit/database/violations.js';
import { isPast } from '../kit/database/times.js';
import { updateReturning } from '../kit/database/update-returning.js';
import { ConsentEntity, CredentialEntity } from './credential.entity.js';
import { isCredentialType, type Consent, type Credential, type CredentialChange, type NewCredential } from './credential.js';
import type { CredentialStore } from './credential-store.js';

function credentialOf({ id, type, connectedAt, createdAt, ...row }: CredentialEntity): Credential {
  if (!isCredentialType(type))
    throw new Error(`The database has a credential of the type '${type}', which this version does not support`);
  return {
    id: Number(id),
    libraryId: row.libraryId,
    type,
    name: row.name,
    grantId: row.grantId,
    sealedClient: row.sealedClient ?? undefined,
    account: row.account ?? undefined,
    accountId: row.accountId ?? undefined,
    connectedAt: connectedAt?.toISOString(),
    createdAt: createdAt.toISOString(),
  };
}

@Injectable()
export class PostgresCredentialStore implements CredentialStore {
  constructor(
    @InjectRepository(CredentialEntity) private readonly credentials: Repository<CredentialEntity>,
    @InjectRepository(ConsentEntity) private readonly consents: Repository<ConsentEntity>,
  ) {}

  async list(libraryId: string): Promise<readonly Credential[]> {
    return (await this.credentials.find({ where: { libraryId }, order: { id: 'ASC' } })).map(credentialOf);
  }

  async find(id: CredentialId): Promise<Credential | undefined> {
    const row = await this.credentials.findOneBy({ id: String(id) });
    return row === null ? undefined : credentialOf(row);
  }

  async add({ sealedClient, account, ...credential }: NewCredential): Promise<Credential> {
    const row = this.credentials.create({ ...credential, sealedClient: sealedClient ?? null, account: account ?? null });
    await this.credentials.insert(row);
    return credentialOf(row);
  }

  async change(
    id: CredentialId,
    { connectedAt, ...change }: CredentialChange,
    grantId?: string,
  ): Promise<Credential | undefined> {
    const row = await updateReturning(
      this.credentials,
      { id: String(id), ...(grantId !== undefined && { grantId }) },
      {
        // TypeORM refuses an update that sets nothing.
        libraryId: () => 'library_id',
        ...change,
        ...(connectedAt !== undefined && { connectedAt: connectedAt === null ? null : new Date(connectedAt) }),
      },
    );
    return row && credentialOf(row);
  }

  async remove(id: CredentialId, alongside = (): Promise<void> => Promise.resolve()): Promise<boolean> {
    try {
      await this.credentials.manager.transaction(async (manager) => {
        await manager.delete(CredentialEntity, { id: String(id) });
        await alongside();
      });
      return true;
    } catch (error) {
      if (isViolation(error, 'foreign-key')) return false;
      throw error;
    }
  }

  async expectConsent(stateHash: string, { credentialId, userId, sealed }: Consent, expiresAt: string): Promise<void> {
    await this.consents.delete({ expiresAt: isPast() });
    const consent = { stateHash, credentialId: String(credentialId), userId, sealed, expiresAt: new Date(expiresAt) };
    await this.consents.insert(consent);
  }

  /** SQL: of two simultaneous requests, only one gets the deleted row. */
  async takeConsent(stateHash: string): Promise<Consent | undefined> {
    const [[row]] = await this.consents.query<
      [{ credential_id: string; user_id: string; sealed: string; holds: boolean }[], number]
    >('delete from control.consent where state_hash = $1 returning credential_id, user_id, sealed, expires_at > now() as holds', [
      stateHash,
    ]);
    return row?.holds === true ? { credentialId: Number(row.credential_id), userId: row.user_id, sealed: row.sealed } : undefined;
  }
}
