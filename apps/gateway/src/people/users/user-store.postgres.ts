import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Any, IsNull, Repository, type FindOptionsWhere } from 'typeorm';
import { isRole, type Role, type UserAccess } from '../../http/access.js';
import { UserEntity } from './user.entity.js';
import type { User, UserChange } from './user.js';
import type { UserChangeResult, NewUser, UserStore } from './user-store.js';

const roleOf = (text: string): Role => {
  if (isRole(text)) return text;
  throw new Error(`The database has a user with the role '${text}', which this version does not support`);
};

export const toUserAccess = ({ id, name, role, library }: UserEntity): UserAccess => ({
  id,
  name,
  role: roleOf(role),
  library: {
    id: library.id,
    name: library.name,
    ...(library.defaultLanguage === null ? {} : { defaultLanguage: library.defaultLanguage }),
  },
});

const userOf = (row: UserEntity): User => ({
  ...toUserAccess(row),
  createdAt: row.createdAt.toISOString(),
  disabledAt: row.disabledAt?.toISOString(),
});

const admins = (): FindOptionsWhere<UserEntity> => ({ role: 'admin', disabledAt: IsNull() });

@Injectable()
export class PostgresUserStore implements UserStore {
  constructor(@InjectRepository(UserEntity) private readonly users: Repository<UserEntity>) {}

  find(id: string): Promise<User | undefined> {
    return this.first(this.users, { id });
  }

  findByName(name: string): Promise<User | undefined> {
    return this.first(this.users, { name });
  }

  async namesOf(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const rows = await this.users.find({ select: { id: true, name: true }, where: { id: Any(ids) } });
    return new Map(rows.map(({ id, name }) => [id, name]));
  }

  async list(): Promise<readonly User[]> {
    const rows = await this.users.find({ relations: { library: true } });
    // TypeORM cannot name the collation that would sort in the same order.
    return rows.map(userOf).sort((one, other) => (one.name < other.name ? -1 : 1));
  }

  async add({ id, name, role, libraryId = id }: NewUser): Promise<User | undefined> {
    await this.users.createQueryBuilder().insert().values({ id, name, role, libraryId }).orIgnore().execute();
    return this.find(id);
  }

  async change(
    id: string,
    { role, libraryId, disabled }: UserChange,
    isMeant = (_user: User): boolean => true,
  ): Promise<UserChangeResult> {
    return this.users.manager
      .transaction<UserChangeResult>(async (manager) => {
        const users = manager.withRepository(this.users);
        const lock = { mode: 'pessimistic_write' } as const;
        // Serializes changes of administrators: otherwise two changes could each rely on the other's user remaining one.
        const before = await users.find({ select: { id: true }, where: admins(), order: { id: 'ASC' }, lock });
        await users.findOne({ select: { id: true }, where: { id }, lock });
        const found = await this.first(users, { id });
        if (found === undefined) return { kind: 'absent' };
        if (!isMeant(found)) return { kind: 'other' };
        await users.update(id, {
          role: role ?? found.role,
          libraryId: libraryId ?? found.library.id,
          ...(disabled !== undefined && { disabledAt: disabled ? () => 'coalesce(disabled_at, now())' : null }),
        });
        if (before.length > 0 && !(await users.existsBy(admins()))) throw new LastAdminError();
        const user = await this.first(users, { id });
        return user === undefined ? { kind: 'absent' } : { kind: 'changed', user };
      })
      .catch((error: unknown): UserChangeResult => {
        if (error instanceof LastAdminError) return { kind: 'last-admin' };
        throw error;
      });
  }

  async vocabularyOf(id: string): Promise<readonly string[]> {
    const [row] = await this.users.find({ select: { vocabulary: true }, where: { id } });
    return row?.vocabulary ?? [];
  }

  setVocabulary(
    id: string,
    terms: readonly string[],
    isMeant = (_present: readonly string[]): boolean => true,
  ): Promise<boolean> {
    return this.users.manager.transaction(async (manager) => {
      const users = manager.withRepository(this.users);
      const select = { id: true, vocabulary: true } as const;
      const present = await users.findOne({ select, where: { id }, lock: { mode: 'pessimistic_write' } });
      if (!isMeant(present?.vocabulary ?? [])) return false;
      await users.update(id, { vocabulary: [...terms] });
      return true;
    });
  }

  async setDefaultLanguage(id: string, language: string | undefined): Promise<void> {
    await this.users.update(id, { defaultLanguage: language ?? null });
  }

  private async first(users: Repository<UserEntity>, where: FindOptionsWhere<UserEntity>): Promise<User | undefined> {
    // With a join, `findOne` would send two statements.
    const [row] = await users.find({ where, relations: { library: true } });
    return row && userOf(row);
  }
}

class LastAdminError extends Error {
  readonly kind = 'last-admin';
}
