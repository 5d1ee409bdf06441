import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { isFuture, isPast } from '../../kit/database/times.js';
import { isRole } from '../../kit/http/access.js';
import { PasskeyEntity } from '../passkeys/passkey.entity.js';
import { UserEntity } from '../users/user.entity.js';
import { insertUser } from '../users/user-store.postgres.js';
import type { NewUser } from '../users/user-store.js';
import { IdentityEntity, IdentitySessionEntity, IdentityStartEntity } from './identity.entity.js';
import type { Identity, NewIdentity } from './identity.js';
import type { IdentityStore, IdentityUse, SignInStart } from './identity-store.js';

const identityOf = (row: IdentityEntity): Identity => ({
  id: row.id,
  userId: row.userId,
  issuer: row.issuer,
  subject: row.subject,
  label: row.label,
  claimedRole: row.claimedRole !== null && isRole(row.claimedRole) ? row.claimedRole : undefined,
  connectedAt: row.connectedAt.toISOString(),
  lastUsedAt: row.lastUsedAt?.toISOString(),
});

/** Rolls the new user back. */
class ConnectedError extends Error {}

@Injectable()
export class PostgresIdentityStore implements IdentityStore {
  constructor(@InjectRepository(IdentityEntity) private readonly identities: Repository<IdentityEntity>) {}

  async addStart({ userId, expiresAt, ...start }: SignInStart): Promise<void> {
    const row = { ...start, userId: userId ?? null, expiresAt: new Date(expiresAt) };
    await this.identities.manager.insert(IdentityStartEntity, row);
  }

  async takeStart(stateHash: string, browserHash: string): Promise<Pick<SignInStart, 'userId'> | undefined> {
    const taken = await this.identities.manager
      .createQueryBuilder()
      .delete()
      .from(IdentityStartEntity)
      .where({ stateHash, browserHash, expiresAt: isFuture() })
      .returning('user_id')
      .execute();
    const [row] = taken.raw as { user_id: string | null }[];
    return row && { userId: row.user_id ?? undefined };
  }

  async find(issuer: string, subject: string): Promise<Identity | undefined> {
    const [row] = await this.identities.find({ where: { issuer, subject } });
    return row && identityOf(row);
  }

  async list(userId: string): Promise<readonly Identity[]> {
    return (await this.identities.find({ where: { userId }, order: { connectedAt: 'ASC', id: 'ASC' } })).map(identityOf);
  }

  async connect(identity: NewIdentity): Promise<boolean> {
    await this.identities
      .createQueryBuilder()
      .insert()
      .values({ ...identity })
      .orIgnore()
      .execute();
    return (await this.find(identity.issuer, identity.subject))?.userId === identity.userId;
  }

  addUser(user: NewUser, identity: NewIdentity): Promise<'added' | 'name-taken' | 'connected'> {
    return this.identities.manager
      .transaction(async (manager) => {
        await insertUser(manager, user);
        if (!(await manager.existsBy(UserEntity, { id: user.id }))) return 'name-taken' as const;
        const rows = manager.withRepository(this.identities);
        const row = { ...identity, createdUser: true };
        await rows.createQueryBuilder().insert().values(row).orIgnore().execute();
        if (!(await rows.existsBy({ id: identity.id }))) throw new ConnectedError();
        return 'added' as const;
      })
      .catch((error: unknown) => {
        if (error instanceof ConnectedError) return 'connected' as const;
        throw error;
      });
  }

  async recordUse(id: string, { label, claimedRole, sessionId }: IdentityUse): Promise<void> {
    await this.identities.manager.transaction(async (manager) => {
      const changed = { label, claimedRole: claimedRole ?? null, lastUsedAt: () => 'now()' };
      await manager.update(IdentityEntity, id, changed);
      await manager.insert(IdentitySessionEntity, { sessionId, identityId: id });
    });
  }

  disconnect(userId: string, id: string): Promise<'disconnected' | 'absent' | 'last'> {
    return this.identities.manager.transaction(async (manager) => {
      // Serializes the requests of a user: otherwise two could each rely on the other's account remaining.
      await manager.findOne(UserEntity, { select: { id: true }, where: { id: userId }, lock: { mode: 'pessimistic_write' } });
      const all = await manager.find(IdentityEntity, { where: { userId } });
      const found = all.find((one) => one.id === id);
      if (found === undefined) return 'absent';
      const isOnly = all.length === 1 && !(await manager.existsBy(PasskeyEntity, { userId }));
      if (found.createdUser && isOnly) return 'last';
      // The account that remains has the only way to sign in.
      if (found.createdUser) await manager.update(IdentityEntity, { userId }, { createdUser: true });
      await manager.delete(IdentityEntity, { id });
      return 'disconnected';
    });
  }

  hasOpened(sessionId: string): Promise<boolean> {
    return this.identities.manager.existsBy(IdentitySessionEntity, { sessionId });
  }

  async removeExpired(): Promise<number> {
    const { affected } = await this.identities.manager.delete(IdentityStartEntity, { expiresAt: isPast() });
    return affected ?? 0;
  }
}
