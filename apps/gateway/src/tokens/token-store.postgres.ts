import { IsNull, type DataSource, type Repository } from 'typeorm';
import { TokenEntity, UserEntity, type TokenRow } from '../control/entities.js';
import { isScope, type TokenRecord } from './token.js';
import type { NewToken, TokenStore } from './token-store.js';

const record = (row: TokenRow): TokenRecord => ({
  id: row.id,
  userId: row.userId,
  name: row.name,
  scopes: row.scopes.filter(isScope),
  createdAt: row.createdAt.toISOString(),
  expiresAt: row.expiresAt?.toISOString(),
  lastUsedAt: row.lastUsedAt?.toISOString(),
});

const values = (token: NewToken): Pick<TokenRow, 'id' | 'userId' | 'name' | 'scopes' | 'hash' | 'expiresAt'> => ({
  id: token.id,
  userId: token.userId,
  name: token.name,
  scopes: [...token.scopes],
  hash: token.hash,
  expiresAt: token.expiresAt === undefined ? null : new Date(token.expiresAt),
});

export class PostgresTokenStore implements TokenStore {
  readonly #tokens: Repository<TokenRow>;

  constructor(private readonly control: DataSource) {
    this.#tokens = control.getRepository(TokenEntity);
  }

  async findValid(hash: string): Promise<TokenRecord | undefined> {
    const row = await this.#tokens
      .createQueryBuilder('token')
      .where('token.hash = :hash and token.revokedAt is null and (token.expiresAt is null or token.expiresAt > now())', { hash })
      .getOne();
    return row === null ? undefined : record(row);
  }

  async add(token: NewToken): Promise<TokenRecord> {
    await this.#tokens.createQueryBuilder().insert().values(values(token)).orIgnore().execute();
    return record(await this.#tokens.findOneByOrFail({ id: token.id }));
  }

  async list(userId: string): Promise<readonly TokenRecord[]> {
    const rows = await this.#tokens.find({ where: { userId, revokedAt: IsNull() }, order: { createdAt: 'ASC', id: 'ASC' } });
    return rows.map(record);
  }

  async revoke(userId: string, tokenId: string): Promise<boolean> {
    const { affected } = await this.#tokens
      .createQueryBuilder()
      .update()
      .set({ revokedAt: () => 'coalesce(revoked_at, now())' })
      .where({ id: tokenId, userId })
      .execute();
    return affected === 1;
  }

  async markUsed(uses: ReadonlyMap<string, Date>): Promise<void> {
    await this.control.query(
      `update control.token set last_used_at = greatest(token.last_used_at, used.at)
       from unnest($1::uuid[], $2::timestamptz[]) as used(id, at) where token.id = used.id`,
      [[...uses.keys()], [...uses.values()]],
    );
  }

  async ensureFirstUser(first: { userId: string; name: string; token: Omit<NewToken, 'userId'> | undefined }): Promise<string> {
    return this.control.transaction(async (manager) => {
      await manager
        .createQueryBuilder()
        .insert()
        .into(UserEntity)
        .values({ id: first.userId, name: first.name })
        .orIgnore()
        .execute();
      const { id: userId } = await manager.findOneByOrFail(UserEntity, { name: first.name });
      if (first.token !== undefined)
        await manager
          .createQueryBuilder()
          .insert()
          .into(TokenEntity)
          .values(values({ ...first.token, userId }))
          .orIgnore()
          .execute();
      return userId;
    });
  }
}
