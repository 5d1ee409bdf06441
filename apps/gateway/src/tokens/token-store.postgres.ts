import { IsNull, type DataSource, type Repository } from 'typeorm';
import { TokenEntity, UserEntity, type TokenRow } from '../control/entities.js';
import { STANDING, USER_AND_LIBRARY, standingOf, type StandingColumns } from '../users/user-store.postgres.js';
import { isScope } from './scope.js';
import type { TokenRecord, ValidToken } from './token.js';
import type { NewToken, TokenStore } from './token-store.js';

interface TokenColumns {
  readonly id: string;
  readonly name: string;
  readonly scopes: string[];
  readonly created_at: Date;
  readonly expires_at: Date | null;
  readonly last_used_at: Date | null;
}

type Shown = Omit<TokenRow, 'hash' | 'revokedAt'>;

const tokenRow = (row: TokenColumns & StandingColumns): Shown => ({
  id: row.id,
  userId: row.user_id,
  name: row.name,
  scopes: row.scopes,
  createdAt: row.created_at,
  expiresAt: row.expires_at,
  lastUsedAt: row.last_used_at,
});

const record = (row: Shown): TokenRecord => ({
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

  async findValid(hash: string): Promise<ValidToken | undefined> {
    const [row] = await this.control.query<(TokenColumns & StandingColumns)[]>(
      `select t.id, t.name, t.scopes, t.created_at, t.expires_at, t.last_used_at, ${STANDING}
       from control.token t join (${USER_AND_LIBRARY}) on u.id = t.user_id
       where t.hash = $1 and t.revoked_at is null and (t.expires_at is null or t.expires_at > now()) and u.disabled_at is null`,
      [hash],
    );
    return row === undefined ? undefined : { ...record(tokenRow(row)), user: standingOf(row) };
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
        .values({ id: first.userId, name: first.name, role: 'admin', libraryId: first.userId })
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
