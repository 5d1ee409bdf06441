import type { CredentialId } from '@throughline/credentials';
import type { DataSource } from 'typeorm';
import { isViolation } from '../control/violations.js';
import { isCredentialType, type Consent, type Credential, type CredentialChange, type NewCredential } from './credential.js';
import type { CredentialStore } from './credential-store.js';

interface Columns {
  /** int8 comes as a text. */
  readonly id: string;
  readonly library_id: string;
  readonly type: string;
  readonly name: string;
  readonly grant_id: string;
  readonly sealed_client: string | null;
  readonly account: string | null;
  readonly account_id: string | null;
  readonly connected_at: Date | null;
  readonly created_at: Date;
}

function credentialOf(row: Columns): Credential {
  if (!isCredentialType(row.type))
    throw new Error(`The database has a credential of the type '${row.type}', of which this version does not know`);
  return {
    id: Number(row.id),
    libraryId: row.library_id,
    type: row.type,
    name: row.name,
    grantId: row.grant_id,
    sealedClient: row.sealed_client ?? undefined,
    account: row.account ?? undefined,
    accountId: row.account_id ?? undefined,
    connectedAt: row.connected_at?.toISOString(),
    createdAt: row.created_at.toISOString(),
  };
}

const CHANGE = `
  update control.credential set
    name = coalesce($2, name),
    grant_id = coalesce($3, grant_id),
    sealed_client = coalesce($4, sealed_client),
    account = coalesce($5, account),
    account_id = coalesce($6, account_id),
    connected_at = case when $7 then $8::timestamptz else connected_at end
  where id = $1 and ($9::uuid is null or grant_id = $9::uuid) returning *`;

export class PostgresCredentialStore implements CredentialStore {
  constructor(private readonly control: DataSource) {}

  async list(libraryId: string): Promise<readonly Credential[]> {
    const rows = await this.control.query<Columns[]>('select * from control.credential where library_id = $1 order by id', [
      libraryId,
    ]);
    return rows.map(credentialOf);
  }

  async find(id: CredentialId): Promise<Credential | undefined> {
    const [row] = await this.control.query<Columns[]>('select * from control.credential where id = $1', [id]);
    return row === undefined ? undefined : credentialOf(row);
  }

  async add({ libraryId, type, name, grantId, sealedClient, account }: NewCredential): Promise<Credential> {
    const [row] = await this.control.query<Columns[]>(
      `insert into control.credential (library_id, type, name, grant_id, sealed_client, account) values ($1, $2, $3, $4, $5, $6) returning *`,
      [libraryId, type, name, grantId, sealedClient ?? null, account ?? null],
    );
    if (row === undefined) throw new Error('The database has added a credential and does not show it');
    return credentialOf(row);
  }

  async change(id: CredentialId, change: CredentialChange, expected?: string): Promise<Credential | undefined> {
    const { name, grantId, sealedClient, account, accountId, connectedAt } = change;
    const said = [name, grantId, sealedClient, account, accountId].map((value) => value ?? null);
    const [[row]] = await this.control.query<[Columns[], number]>(CHANGE, [
      id,
      ...said,
      connectedAt !== undefined,
      connectedAt ?? null,
      expected ?? null,
    ]);
    return row === undefined ? undefined : credentialOf(row);
  }

  async remove(id: CredentialId, alongside = (): Promise<void> => Promise.resolve()): Promise<boolean> {
    try {
      await this.control.transaction(async (asks) => {
        await asks.query('delete from control.credential where id = $1', [id]);
        await alongside();
      });
      return true;
    } catch (error) {
      if (isViolation(error, 'foreign-key')) return false;
      throw error;
    }
  }

  async expectConsent(stateHash: string, { credentialId, userId, sealed }: Consent, expiresAt: string): Promise<void> {
    await this.control.query('delete from control.consent where expires_at < now()');
    await this.control.query(
      'insert into control.consent (state_hash, credential_id, user_id, sealed, expires_at) values ($1, $2, $3, $4, $5)',
      [stateHash, credentialId, userId, sealed, expiresAt],
    );
  }

  async takeConsent(stateHash: string): Promise<Consent | undefined> {
    const [[row]] = await this.control.query<
      [{ credential_id: string; user_id: string; sealed: string; holds: boolean }[], number]
    >('delete from control.consent where state_hash = $1 returning credential_id, user_id, sealed, expires_at > now() as holds', [
      stateHash,
    ]);
    return row?.holds === true ? { credentialId: Number(row.credential_id), userId: row.user_id, sealed: row.sealed } : undefined;
  }
}
