import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { And, Equal, Raw, Repository, type EntityManager } from 'typeorm';
import type { Library, LibraryRole } from '../../kit/http/access.js';
import { hasArrivals } from './arrivals.postgres.js';
import { judgeMemberChange, judgeTransfer } from './judge-member-change.js';
import { isActiveLibrary, toLibraries, toLibrary, toLibraryRole } from './library-rows.js';
import { nameOfDeleted } from '../users/user.js';
import { LibraryMemberEntity } from '../users/user.entity.js';
import type {
  LibraryDetails,
  LibraryMember,
  LibraryRemoval,
  LibraryStore,
  MemberChange,
  MemberToChange,
} from './library-store.js';
import { LibraryEntity } from './library.entity.js';

/** Serializes changes of a library and its members: otherwise two owners could each rely on the other one remaining. */
const lockLibrary = (manager: EntityManager, id: string): Promise<LibraryEntity | null> =>
  manager.findOne(LibraryEntity, { where: { id }, lock: { mode: 'pessimistic_write' } });

export async function lockMembers(
  manager: EntityManager,
  libraryId: string,
): Promise<{ readonly isPersonal: boolean; readonly roles: ReadonlyMap<string, LibraryRole> }> {
  const library = await lockLibrary(manager, libraryId);
  const members = await manager.findBy(LibraryMemberEntity, { libraryId });
  const roles = new Map(members.map((one) => [one.userId, toLibraryRole(one.role)] as const));
  return { isPersonal: library?.isPersonal === true, roles };
}

/** Serializes the new libraries of a user: otherwise each could count before the others are added. */
export async function ownsMost(manager: EntityManager, userId: string, most: number): Promise<boolean> {
  await manager.query('select from control."user" where id = $1 for no key update', [userId]);
  const [{ owned }] = await manager.query<[{ owned: number }]>(
    `select count(*)::int as owned from control.library_member m join control.library l on l.id = m.library_id
     where m.user_id = $1 and m.role = 'owner' and not l.personal`,
    [userId],
  );
  return owned >= most;
}

/** Rows that a person has set up, or that hold a part of an item. They are removed one by one, never with the library. */
const SET_UP = ['upload', 'credential', 'template', 'preset', 'source', 'job', 'webhook_endpoint'];
const IS_SET_UP = [
  ...SET_UP.map((table) => `exists (select from control.${table} where library_id = $1)`),
  'exists (select from control.channel where library_id = $1 and removed_at is null)',
].join(' or ');

@Injectable()
export class PostgresLibraryStore implements LibraryStore {
  constructor(@InjectRepository(LibraryEntity) private readonly libraries: Repository<LibraryEntity>) {}

  async find(id: string): Promise<Library | undefined> {
    const row = await this.libraries.findOneBy({ id });
    return row === null ? undefined : toLibrary(row);
  }

  isActive(id: string): Promise<boolean> {
    return this.libraries.existsBy({ id: And(Equal(id), Raw(isActiveLibrary)) });
  }

  /** SQL: a library that is removed meanwhile has no row to add a member to. */
  async addMember(libraryId: string, userId: string, role: LibraryRole): Promise<boolean> {
    const added = await this.libraries.query<unknown[]>(
      `insert into control.library_member (library_id, user_id, role)
       select id, $2, $3 from control.library where id = $1 for share on conflict do nothing returning user_id`,
      [libraryId, userId, role],
    );
    return added.length === 1;
  }

  async list(userId: string): Promise<readonly LibraryDetails[]> {
    const memberships = await this.libraries.manager.find(LibraryMemberEntity, {
      where: { userId },
      relations: { library: true },
    });
    const counts = await this.libraries.query<{ id: string; members: number }[]>(
      'select library_id as id, count(*)::int as members from control.library_member where library_id = any($1) group by library_id',
      [memberships.map(({ libraryId }) => libraryId)],
    );
    const byId = new Map(counts.map(({ id, members }) => [id, members]));
    const rows = new Map(memberships.map(({ library }) => [library.id, library]));
    return toLibraries(memberships).map((access) => ({
      ...access,
      members: byId.get(access.id) ?? 0,
      revision: rows.get(access.id)?.revision ?? 1,
      createdAt: (rows.get(access.id)?.createdAt ?? new Date(0)).toISOString(),
    }));
  }

  add({ id, name, ownerId }: { id: string; name: string; ownerId: string }, most = Infinity): Promise<boolean> {
    return this.libraries.manager.transaction(async (manager) => {
      if (await ownsMost(manager, ownerId, most)) return false;
      await manager.query(
        `with added as (insert into control.library (id, name) values ($1::char(26), $2) on conflict do nothing returning id)
         insert into control.library_member (library_id, user_id, role) select id, $3, 'owner' from added`,
        [id, name, ownerId],
      );
      return true;
    });
  }

  async rename(id: string, { by, name, revision }: { by: string; name: string; revision: number }): Promise<boolean> {
    const [renamed] = await this.libraries.query<[unknown[], number]>(
      `update control.library l set name = $3, revision = revision + 1 where id = $1 and revision = $4 and exists
         (select from control.library_member m where m.library_id = l.id and m.user_id = $2 and m.role = 'owner') returning id`,
      [id, by, name, revision],
    );
    return renamed.length === 1;
  }

  remove(id: string, by: string, hasItems: () => Promise<boolean>): Promise<LibraryRemoval> {
    return this.libraries.manager.transaction(async (manager) => {
      // No other transaction can add a row that refers to the library until this one has ended.
      const { isPersonal, roles } = await lockMembers(manager, id);
      if (roles.get(by) !== 'owner') return 'not-owner';
      if (isPersonal) return 'personal';
      const [{ used }] = await manager.query<[{ used: boolean }]>(`select ${IS_SET_UP} as used`, [id]);
      // In this order: an item that has arrived meanwhile is in the rows.
      if (used || (await hasArrivals(manager, id)) || (await hasItems())) return 'not-empty';
      await manager.query('delete from control.arrival where library_id = $1', [id]);
      await manager.query('delete from control.channel where library_id = $1', [id]);
      await manager.query('delete from control.notice_setting where library_id = $1', [id]);
      await manager.query('delete from control.bulk_job where library_id = $1', [id]);
      await manager.query('update control.session set library_id = user_id where library_id = $1', [id]);
      await manager.query('update control."user" set library_id = id where library_id = $1', [id]);
      await manager.delete(LibraryEntity, { id });
      return 'removed';
    });
  }

  async members(libraryId: string): Promise<readonly LibraryMember[]> {
    const rows = await this.libraries.manager.find(LibraryMemberEntity, { where: { libraryId }, relations: { user: true } });
    return rows
      .map(({ userId, user, role, createdAt }) => ({
        userId,
        name: user.name ?? nameOfDeleted(userId),
        role: toLibraryRole(role),
        since: createdAt.toISOString(),
        isDisabled: user.disabledAt !== null,
      }))
      .sort((one, other) => (one.name < other.name ? -1 : 1));
  }

  changeMember(member: MemberToChange, role: LibraryRole | undefined, most = Infinity): Promise<MemberChange> {
    const { libraryId, userId } = member;
    return this.libraries.manager.transaction(async (manager) => {
      const before = await lockMembers(manager, libraryId);
      const change = judgeMemberChange(member, role, before);
      if (change !== 'changed') return change;
      const isNewOwner = role === 'owner' && before.roles.get(userId) !== 'owner';
      if (isNewOwner && !before.isPersonal && (await ownsMost(manager, userId, most))) return 'too-many';
      if (role === undefined) await manager.delete(LibraryMemberEntity, { libraryId, userId });
      else await manager.update(LibraryMemberEntity, { libraryId, userId }, { role });
      return change;
    });
  }

  transfer(member: MemberToChange, most = Infinity): Promise<MemberChange> {
    const { libraryId, userId, by } = member;
    return this.libraries.manager.transaction(async (manager) => {
      const before = await lockMembers(manager, libraryId);
      const change = judgeTransfer(member, before);
      if (change !== 'changed') return change;
      const isNewOwner = before.roles.get(userId) !== 'owner';
      if (isNewOwner && !before.isPersonal && (await ownsMost(manager, userId, most))) return 'too-many';
      await manager.update(LibraryMemberEntity, { libraryId, userId: by }, { role: 'operator' });
      await manager.update(LibraryMemberEntity, { libraryId, userId }, { role: 'owner' });
      return change;
    });
  }

  async vocabularyOf(id: string): Promise<readonly string[]> {
    const [row] = await this.libraries.find({ select: { vocabulary: true }, where: { id } });
    return row?.vocabulary ?? [];
  }

  setVocabulary(
    id: string,
    terms: readonly string[],
    isMeant = (_present: readonly string[]): boolean => true,
  ): Promise<boolean> {
    return this.libraries.manager.transaction(async (manager) => {
      const libraries = manager.withRepository(this.libraries);
      const select = { id: true, vocabulary: true } as const;
      const present = await libraries.findOne({ select, where: { id }, lock: { mode: 'pessimistic_write' } });
      if (!isMeant(present?.vocabulary ?? [])) return false;
      await libraries.update(id, { vocabulary: [...terms] });
      return true;
    });
  }

  async setDefaultLanguage(id: string, language: string | undefined): Promise<void> {
    await this.libraries.update(id, { defaultLanguage: language ?? null });
  }
}
