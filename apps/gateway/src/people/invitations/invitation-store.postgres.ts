import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository, type EntityManager } from 'typeorm';
import { lockMembers, ownsMost } from '../libraries/library-store.postgres.js';
import { toLibraryRole } from '../libraries/library-rows.js';
import { LibraryMemberEntity, UserEntity } from '../users/user.entity.js';
import { insertUser } from '../users/user-store.postgres.js';
import { InvitationEntity } from './invitation.entity.js';
import { serverRoleFor, type Invitation, type NamedUser } from './invitation.js';
import type { Acceptance, InvitationRevocation, InvitationStore, NewInvitation, OpenInvitation } from './invitation-store.js';

/** SQL: true while the user `maker` of the library `library` may invite: an enabled owner who may write on this server. */
const mayInvite = (library: string, maker: string): string =>
  `exists (select from control.library_member w join control."user" o on o.id = w.user_id
    where w.library_id = ${library} and w.user_id = ${maker} and w.role = 'owner' and o.disabled_at is null and o.role <> 'viewer')`;

const IS_PENDING = 'i.used_at is null and i.revoked_at is null and i.expires_at > now()';
const IS_OPEN = `${IS_PENDING} and ${mayInvite('i.library_id', 'i.made_by')}`;

/** SQL, because whether it is open depends on the rows of its library and its maker, and on the database's clock. */
const SELECT = `
  select i.id, i.library_id, l.name as library_name, i.role, i.note, i.made_by, m.name as made_by_name,
    ${mayInvite('i.library_id', 'i.made_by')} as is_maker_allowed, i.created_at, i.expires_at, i.used_at, i.used_by,
    u.name as used_by_name, i.revoked_at
  from control.library_invitation i join control.library l on l.id = i.library_id join control."user" m on m.id = i.made_by
    left join control."user" u on u.id = i.used_by`;

interface Row {
  readonly id: string;
  readonly library_id: string;
  readonly library_name: string;
  readonly role: string;
  readonly note: string | null;
  readonly made_by: string;
  readonly made_by_name: string;
  readonly is_maker_allowed: boolean;
  readonly created_at: Date;
  readonly expires_at: Date;
  readonly used_at: Date | null;
  readonly used_by: string | null;
  readonly used_by_name: string | null;
  readonly revoked_at: Date | null;
}

const invitationOf = (row: Row): Invitation => ({
  id: row.id,
  libraryId: row.library_id,
  role: toLibraryRole(row.role),
  note: row.note ?? undefined,
  madeBy: { id: row.made_by, name: row.made_by_name },
  isMakerAllowed: row.is_maker_allowed,
  createdAt: row.created_at.toISOString(),
  expiresAt: row.expires_at.toISOString(),
  usedAt: row.used_at?.toISOString(),
  usedBy: row.used_by === null ? undefined : { id: row.used_by, name: row.used_by_name ?? '' },
  revokedAt: row.revoked_at?.toISOString(),
});

const openOf = (row: Row): OpenInvitation => ({
  id: row.id,
  library: { id: row.library_id, name: row.library_name },
  role: toLibraryRole(row.role),
  madeBy: { id: row.made_by, name: row.made_by_name },
  expiresAt: row.expires_at.toISOString(),
});

@Injectable()
export class PostgresInvitationStore implements InvitationStore {
  constructor(@InjectRepository(InvitationEntity) private readonly invitations: Repository<InvitationEntity>) {}

  add({ note, expiresAt, ...invitation }: NewInvitation, most: number): Promise<Invitation | 'not-owner' | 'too-many'> {
    const { libraryId, madeBy, id } = invitation;
    return this.#withLibrary(libraryId, async (manager) => {
      const [counted] = await manager.query<{ may_invite: boolean; pending: number }[]>(
        `select ${mayInvite('$1', '$2')} as may_invite,
          (select count(*)::int from control.library_invitation i where i.library_id = $1 and ${IS_PENDING}) as pending`,
        [libraryId, madeBy],
      );
      if (counted?.may_invite !== true) return 'not-owner' as const;
      if (counted.pending >= most) return 'too-many' as const;
      await manager.insert(InvitationEntity, { ...invitation, note: note ?? null, expiresAt: new Date(expiresAt) });
      const [row] = await manager.query<Row[]>(`${SELECT} where i.id = $1`, [id]);
      return row === undefined ? ('not-owner' as const) : invitationOf(row);
    });
  }

  async list(libraryId: string, most: number): Promise<readonly Invitation[]> {
    const rows = await this.invitations.query<Row[]>(
      `${SELECT} where i.library_id = $1 order by (${IS_PENDING}) desc, i.created_at desc, i.id desc limit $2`,
      [libraryId, most],
    );
    return rows.map(invitationOf);
  }

  revoke({ libraryId, id, by }: { libraryId: string; id: string; by: string }): Promise<InvitationRevocation> {
    return this.#withLibrary(libraryId, async (manager, roles) => {
      if (roles.get(by) !== 'owner') return 'not-owner';
      const row = await manager.findOneBy(InvitationEntity, { id, libraryId });
      if (row === null) return 'absent';
      if (row.usedAt !== null) return 'used';
      if (row.revokedAt !== null) return 'unchanged';
      await manager.update(InvitationEntity, { id }, { revokedAt: () => 'now()' });
      return 'revoked';
    });
  }

  async findOpen(hash: string): Promise<OpenInvitation | undefined> {
    const [row] = await this.invitations.query<Row[]>(`${SELECT} where i.hash = $1 and ${IS_OPEN}`, [hash]);
    return row && openOf(row);
  }

  async accept(hash: string, userId: string, most = Infinity): Promise<Acceptance> {
    const known = await this.invitations.findOneBy({ hash });
    if (known === null) return 'refused';
    return this.#withLibrary(known.libraryId, async (manager, roles) => {
      const row = await this.#openRow(manager, hash);
      const isMember = roles.has(userId);
      if (row === undefined) return isMember && known.usedBy === userId ? 'member' : 'refused';
      if (isMember) return 'member';
      if (row.role === 'owner' && (await ownsMost(manager, userId, most))) return 'too-many';
      await manager.insert(LibraryMemberEntity, { libraryId: known.libraryId, userId, role: row.role });
      return this.#use(manager, row, userId);
    });
  }

  async addUser(hash: string, { id, name }: NamedUser): Promise<Exclude<Acceptance, 'member' | 'too-many'> | 'name-taken'> {
    const known = await this.invitations.findOneBy({ hash });
    if (known === null) return 'refused';
    const { libraryId } = known;
    return this.#withLibrary(libraryId, async (manager) => {
      const row = await this.#openRow(manager, hash);
      if (row === undefined) return 'refused';
      const role = toLibraryRole(row.role);
      await insertUser(manager, { id, name, role: serverRoleFor(role), joins: { libraryId, role } });
      if (!(await manager.existsBy(UserEntity, { id }))) return 'name-taken';
      return this.#use(manager, row, id);
    });
  }

  async removeEnded(keepDays: number): Promise<number> {
    const removed = await this.invitations
      .createQueryBuilder()
      .delete()
      .where(`least(expires_at, used_at, revoked_at) < now() - :days * interval '1 day'`, { days: keepDays })
      .execute();
    return removed.affected ?? 0;
  }

  /** The lock of the library serializes everything that happens to its invitations with all changes of its members. */
  #withLibrary<T>(libraryId: string, work: LockedWork<T>): Promise<T> {
    return this.invitations.manager.transaction(async (manager) => {
      const { roles } = await lockMembers(manager, libraryId);
      return work(manager, roles);
    });
  }

  async #openRow(manager: EntityManager, hash: string): Promise<Row | undefined> {
    const [row] = await manager.query<Row[]>(`${SELECT} where i.hash = $1 and ${IS_OPEN}`, [hash]);
    return row;
  }

  async #use(manager: EntityManager, row: Row, userId: string): Promise<Extract<Acceptance, object>> {
    await manager.update(InvitationEntity, { id: row.id }, { usedAt: () => 'now()', usedBy: userId });
    return { kind: 'accepted', invitation: openOf(row) };
  }
}

type LockedWork<T> = (manager: EntityManager, roles: Awaited<ReturnType<typeof lockMembers>>['roles']) => Promise<T>;
