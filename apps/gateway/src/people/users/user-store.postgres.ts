import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Any, IsNull, Not, Repository, type EntityManager, type FindOptionsWhere } from 'typeorm';
import { isRole, type Role, type UserAccess } from '../../kit/http/access.js';
import { toLibraries } from '../libraries/library-rows.js';
import { UserEntity } from './user.entity.js';
import { nameOfDeleted, type User, type UserChange } from './user.js';
import type { UserChangeResult, NewUser, UserStore } from './user-store.js';

const roleOf = (text: string): Role => {
  if (isRole(text)) return text;
  throw new Error(`The database has a user with the role '${text}', which this version does not support`);
};

/** The memberships of a user, which `toUserAccess` needs. */
export const WITH_LIBRARIES = { memberships: { library: true } } as const;

/** Returns the user's access to a library, or undefined if the user is not a member of it. */
export function toUserAccess({ id, name, role, memberships }: UserEntity, libraryId: string): UserAccess | undefined {
  const libraries = toLibraries(memberships);
  const library = libraries.find((one) => one.id === libraryId);
  return library && { id, name: name ?? nameOfDeleted(id), role: roleOf(role), library, libraries };
}

/** Returns the user's access to a library, or to the personal library of the user after the membership has ended. */
export function toUserAccessOrOwn(user: UserEntity, libraryId: string): UserAccess {
  const access = toUserAccess(user, libraryId) ?? toUserAccess(user, user.id);
  if (access === undefined) throw new Error(`The user ${user.id.slice(0, 8)} has no personal library`);
  return access;
}

/** SQL: one statement, because the user and the personal library refer to each other. */
const ADD = `
  with added as (
    insert into control."user" (id, name, role, library_id) values ($1::char(26), $2, $3, coalesce($4::char(26), $1::char(26)))
    on conflict do nothing returning id, name
  ), own as (
    insert into control.library (id, name, personal) select id, name, true from added returning id
  )
  insert into control.library_member (library_id, user_id, role)
  select id, id, 'owner' from own
  union all select $4::char(26), id, $5 from own where $4::char(26) is not null`;

/** Adds a user with a personal library, unless the id or the name is taken. */
export const insertUser = (manager: EntityManager, { id, name, role, joins }: NewUser): Promise<unknown> =>
  manager.query(ADD, [id, name, role, joins?.libraryId ?? null, joins?.role ?? null]);

const userOf = (row: UserEntity): User => ({
  ...toUserAccessOrOwn(row, row.libraryId),
  createdAt: row.createdAt.toISOString(),
  disabledAt: row.disabledAt?.toISOString(),
  deletionRequestedAt: row.deletionRequestedAt?.toISOString(),
});

/** A deleted user has no name. */
const EXISTING = { name: Not(IsNull()) };

/** Returns the value of a column that says since when something holds. */
const sinceOf = (column: string, isSet: boolean): (() => string) | null => (isSet ? () => `coalesce(${column}, now())` : null);

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
    return new Map(rows.map(({ id, name }) => [id, name ?? nameOfDeleted(id)]));
  }

  async list(): Promise<readonly User[]> {
    const rows = await this.users.find({ where: EXISTING, relations: WITH_LIBRARIES });
    // TypeORM cannot name the collation that would sort in the same order.
    return rows.map(userOf).sort((one, other) => (one.name < other.name ? -1 : 1));
  }

  async add(user: NewUser): Promise<User | undefined> {
    await insertUser(this.users.manager, user);
    return this.find(user.id);
  }

  async accessTo(libraryId: string, userId: string): Promise<UserAccess | undefined> {
    const [row] = await this.users.find({ where: { id: userId, disabledAt: IsNull() }, relations: WITH_LIBRARIES });
    return row && toUserAccess(row, libraryId);
  }

  async change(
    id: string,
    { role, libraryId, disabled, isDeleting }: UserChange,
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
          ...(libraryId !== undefined && { libraryId }),
          ...(disabled !== undefined && { disabledAt: sinceOf('disabled_at', disabled) }),
          ...(isDeleting !== undefined && { deletionRequestedAt: sinceOf('deletion_requested_at', isDeleting) }),
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

  private async first(users: Repository<UserEntity>, where: FindOptionsWhere<UserEntity>): Promise<User | undefined> {
    // With a join, `findOne` would send two statements.
    const [row] = await users.find({ where: { ...EXISTING, ...where }, relations: WITH_LIBRARIES });
    return row && userOf(row);
  }
}

class LastAdminError extends Error {
  readonly kind = 'last-admin';
}
