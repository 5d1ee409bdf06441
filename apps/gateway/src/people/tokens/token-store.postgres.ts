import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { IsNull, Not, Repository, type EntityManager } from 'typeorm';
import { isFuture } from '../../kit/database/times.js';
import { UserEntity } from '../users/user.entity.js';
import { insertUser, toUserAccess, WITH_LIBRARIES } from '../users/user-store.postgres.js';
import { isScope } from '../../kit/http/access.js';
import { TokenEntity } from './token.entity.js';
import type { TokenRecord, ValidToken } from './token.js';
import type { FirstToken, NewToken, TokenStore } from './token-store.js';

const toTokenRecord = (row: TokenEntity): TokenRecord => ({
  id: row.id,
  userId: row.userId,
  libraryId: row.libraryId,
  name: row.name,
  scopes: row.scopes.filter(isScope),
  createdAt: row.createdAt.toISOString(),
  expiresAt: row.expiresAt?.toISOString(),
  lastUsedAt: row.lastUsedAt?.toISOString(),
  madeBy: row.madeBy ?? undefined,
});

/** SQL: the lock waits for a request that disables the user and revokes all tokens, which would not see the new one. */
const ADD = `
  insert into control.token (id, user_id, library_id, name, scopes, hash, expires_at, made_by)
  select $1, id, $3, $4, $5, $6, $7, $8 from control."user" where id = $2 and disabled_at is null for key share
  on conflict do nothing`;

const insertToken = (
  manager: EntityManager,
  { id, userId, libraryId, name, scopes, hash, expiresAt, madeBy }: NewToken,
): Promise<unknown> => manager.query(ADD, [id, userId, libraryId, name, [...scopes], hash, expiresAt ?? null, madeBy ?? null]);

@Injectable()
export class PostgresTokenStore implements TokenStore {
  constructor(@InjectRepository(TokenEntity) private readonly tokens: Repository<TokenEntity>) {}

  async findValid(hash: string): Promise<ValidToken | undefined> {
    const active = { hash, revokedAt: IsNull(), user: { disabledAt: IsNull() } };
    // With a join, `findOne` would send two statements.
    const [row] = await this.tokens.find({
      where: [
        { ...active, expiresAt: IsNull() },
        { ...active, expiresAt: isFuture() },
      ],
      relations: { user: WITH_LIBRARIES },
    });
    const user = row && toUserAccess(row.user, row.libraryId);
    return row && user && { ...toTokenRecord(row), user };
  }

  async add(token: NewToken): Promise<TokenRecord | undefined> {
    await insertToken(this.tokens.manager, token);
    const row = await this.tokens.findOneBy({ id: token.id });
    return row === null ? undefined : toTokenRecord(row);
  }

  async list(userId: string): Promise<readonly TokenRecord[]> {
    const rows = await this.tokens.find({ where: { userId, revokedAt: IsNull() }, order: { createdAt: 'ASC', id: 'ASC' } });
    return rows.map(toTokenRecord);
  }

  async revoke(userId: string, id: string): Promise<boolean> {
    const { affected } = await this.tokens.update({ id, userId }, { revokedAt: () => 'coalesce(revoked_at, now())' });
    return affected === 1;
  }

  async revokeAll(userId: string, exceptId?: string): Promise<number> {
    const others = exceptId === undefined ? {} : { id: Not(exceptId) };
    const { affected } = await this.tokens.update({ userId, revokedAt: IsNull(), ...others }, { revokedAt: () => 'now()' });
    return affected ?? 0;
  }

  async revokeMadeBy(userId: string): Promise<number> {
    const { affected } = await this.tokens.update(
      { madeBy: userId, userId: Not(userId), revokedAt: IsNull() },
      { revokedAt: () => 'now()' },
    );
    return affected ?? 0;
  }

  /** SQL: one statement marks any number of tokens, and never moves a time back. */
  async markUsed(uses: ReadonlyMap<string, Date>): Promise<void> {
    await this.tokens.query(
      `update control.token set last_used_at = greatest(token.last_used_at, used.at)
       from unnest($1::uuid[], $2::timestamptz[]) as used(id, at) where token.id = used.id`,
      [[...uses.keys()], [...uses.values()]],
    );
  }

  async ensureFirstUser(first: { userId: string; name: string; token: FirstToken | undefined }): Promise<string> {
    return this.tokens.manager.transaction(async (manager) => {
      await insertUser(manager, { id: first.userId, name: first.name, role: 'admin' });
      const { id: userId } = await manager.findOneByOrFail(UserEntity, { name: first.name });
      if (first.token !== undefined) await insertToken(manager, { ...first.token, userId, libraryId: userId });
      return userId;
    });
  }
}
