import type { DataSource, EntityManager } from 'typeorm';
import { isRole, type Role } from './role.js';
import type { Standing, User, UserChange } from './user.js';
import type { Changed, NewUser, UserStore } from './user-store.js';

/** Who stands behind a credential; for joins. */
export interface StandingColumns {
  readonly user_id: string;
  readonly user_name: string;
  readonly role: string;
  readonly library_id: string;
  readonly library_name: string;
}

export const STANDING = 'u.id as user_id, u.name as user_name, u.role, u.library_id, l.name as library_name';
export const USER_AND_LIBRARY = 'control."user" u join control."user" l on l.id = u.library_id';

const roleOf = (text: string): Role => {
  if (isRole(text)) return text;
  throw new Error(`The database has a user with the role '${text}', of which this version does not know`);
};

export const standingOf = (row: StandingColumns): Standing => ({
  id: row.user_id,
  name: row.user_name,
  role: roleOf(row.role),
  library: { id: row.library_id, name: row.library_name },
});

interface UserColumns extends StandingColumns {
  readonly created_at: Date;
  readonly disabled_at: Date | null;
}

const SELECT = `select ${STANDING}, u.created_at, u.disabled_at from ${USER_AND_LIBRARY}`;

const userOf = (row: UserColumns): User => ({
  ...standingOf(row),
  createdAt: row.created_at.toISOString(),
  disabledAt: row.disabled_at?.toISOString(),
});

const CHANGE = `
  update control."user" set
    role = coalesce($2, role),
    library_id = coalesce($3, library_id),
    disabled_at = case when $4::boolean is null then disabled_at when $4 then coalesce(disabled_at, now()) end
  where id = $1 returning id`;

const ADMINS = `select id from control."user" where role = 'admin' and disabled_at is null`;

export class PostgresUserStore implements UserStore {
  constructor(private readonly control: DataSource) {}

  find(id: string): Promise<User | undefined> {
    return this.first(this.control.manager, 'u.id = $1', id);
  }

  findByName(name: string): Promise<User | undefined> {
    return this.first(this.control.manager, 'u.name = $1', name);
  }

  async namesOf(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const rows = await this.control.query<{ id: string; name: string }[]>(
      `select id, name from control."user" where id = any($1)`,
      [ids],
    );
    return new Map(rows.map(({ id, name }) => [id, name]));
  }

  async list(): Promise<readonly User[]> {
    return (await this.control.query<UserColumns[]>(`${SELECT} order by u.name collate "C"`)).map(userOf);
  }

  async add({ id, name, role, libraryId = id }: NewUser): Promise<User | undefined> {
    await this.control.query(
      `insert into control."user" (id, name, role, library_id) values ($1, $2, $3, $4) on conflict do nothing`,
      [id, name, role, libraryId],
    );
    return this.find(id);
  }

  async change(
    id: string,
    { role, libraryId, disabled }: UserChange,
    isMeant = (_user: User): boolean => true,
  ): Promise<Changed> {
    return this.control
      .transaction<Changed>(async (manager) => {
        // Whoever changes an administrator waits for the others who do: else two could each leave the other as the last one.
        const before = await manager.query<{ id: string }[]>(`${ADMINS} order by id for update`);
        await manager.query(`select id from control."user" where id = $1 for update`, [id]);
        const found = await this.first(manager, 'u.id = $1', id);
        if (found === undefined) return { kind: 'absent' };
        if (!isMeant(found)) return { kind: 'other' };
        await manager.query<[unknown[], number]>(CHANGE, [id, role ?? null, libraryId ?? null, disabled ?? null]);
        const after = await manager.query<{ id: string }[]>(ADMINS);
        if (before.length > 0 && after.length === 0) throw new LastAdmin();
        const user = await this.first(manager, 'u.id = $1', id);
        return user === undefined ? { kind: 'absent' } : { kind: 'changed', user };
      })
      .catch((error: unknown): Changed => {
        if (error instanceof LastAdmin) return { kind: 'last-admin' };
        throw error;
      });
  }

  private async first(manager: EntityManager, where: string, value: string): Promise<User | undefined> {
    const [row] = await manager.query<UserColumns[]>(`${SELECT} where ${where}`, [value]);
    return row === undefined ? undefined : userOf(row);
  }
}

/** Takes the transaction back. */
class LastAdmin extends Error {
  readonly kind = 'last-admin';
}
