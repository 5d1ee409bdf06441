import { ulid } from 'ulid';
import { changesOf, recordLibraryChange, type AdministrationLog, type Changes } from '../administration-log/index.js';
import { invalid, notFound, Problem } from '../../kit/http/problems/problem.js';
import type { Library, LibraryRole, Principal } from '../../kit/http/access.js';
import { changeAtRevision } from '../../kit/http/requests/change-at-revision.js';
import type { ItemRows } from '../../adapters/projection/index.js';
import type { Authenticator } from '../tokens/authenticator.js';
import type { UserStore } from '../users/user-store.js';
import { ownersOnlyProblem, requireCreation, requireLeaving, requireLibrary, requireOwnedLibrary } from './library-rights.js';
import { visibleLibraries } from './library-rights.js';
import type { LibraryDetails, LibraryMember, LibraryStore, MemberChange } from './library-store.js';

interface LibrariesPorts {
  readonly store: LibraryStore;
  readonly users: Pick<UserStore, 'findByName'>;
  readonly items: readonly Pick<ItemRows, 'idsOf'>[];
  readonly log: AdministrationLog;
  readonly authenticator: Pick<Authenticator, 'forgetLibrary' | 'forgetUser'>;
  readonly mostPerUser: number;
}

const EVERYTHING = { statuses: [], q: undefined, from: undefined, before: undefined };

const tooManyForMemberProblem = (): Problem =>
  new Problem('too-many-libraries', { detail: 'The member already owns the most possible libraries.' });

function requireChanged(change: MemberChange): void {
  if (change === 'absent') throw notFound();
  if (change === 'not-owner') throw ownersOnlyProblem();
  if (change === 'last-owner') throw new Problem('last-owner');
  if (change === 'too-many') throw tooManyForMemberProblem();
}

const subjectOf = ({ id, name }: Library): { readonly type: 'library'; readonly id: string; readonly name: string } => ({
  type: 'library',
  id,
  name,
});

const languageChange = (from: string | undefined, to: string | undefined): Changes =>
  changesOf({ default_language: from }, { default_language: to }, ['default_language']);

export class Libraries {
  constructor(private readonly ports: LibrariesPorts) {}

  async list(by: Principal): Promise<readonly LibraryDetails[]> {
    const visible = new Set(visibleLibraries(by).map(({ id }) => id));
    return (await this.ports.store.list(by.userId)).filter(({ id }) => visible.has(id));
  }

  async find(by: Principal, id: string): Promise<LibraryDetails> {
    requireLibrary(by, id);
    const found = (await this.ports.store.list(by.userId)).find((library) => library.id === id);
    if (found === undefined) throw notFound();
    return found;
  }

  async add(by: Principal, name: string): Promise<LibraryDetails> {
    requireCreation(by);
    const id = ulid();
    const isAdded = await this.ports.log.change(
      () => this.ports.store.add({ id, name, ownerId: by.userId }, this.ports.mostPerUser),
      (done) => done && { kind: 'library.created', subject: { type: 'library', id, name }, libraryId: id },
    );
    if (!isAdded) throw new Problem('too-many-libraries');
    this.ports.authenticator.forgetUser(by.userId);
    const added = (await this.ports.store.list(by.userId)).find((library) => library.id === id);
    if (added === undefined) throw notFound();
    return added;
  }

  async rename(
    by: Principal,
    id: string,
    { name, ifMatch }: { name: string; ifMatch: string | undefined },
  ): Promise<LibraryDetails> {
    requireOwnedLibrary(by, id);
    await changeAtRevision({ ifMatch, read: () => this.find(by, id), otherwise: 'library-changed' }, async (read) => {
      if (read.role !== 'owner') throw ownersOnlyProblem();
      const isRenamed = await this.ports.log.change(
        () => this.ports.store.rename(id, { by: by.userId, name, revision: read.revision }),
        (done) => done && { kind: 'library.renamed', subject: { type: 'library', id, name }, libraryId: id },
      );
      return isRenamed ? 'renamed' : 'stale';
    });
    this.ports.authenticator.forgetLibrary(id);
    return this.find(by, id);
  }

  async remove(by: Principal, id: string): Promise<void> {
    const library = requireOwnedLibrary(by, id);
    if (library.isPersonal) throw new Problem('library-personal');
    const removal = await this.ports.log.change(
      () => this.ports.store.remove(id, by.userId, () => this.#hasItems(id)),
      (done) => done === 'removed' && { kind: 'library.deleted', subject: subjectOf(library) },
    );
    this.ports.authenticator.forgetLibrary(id);
    if (removal === 'not-owner') throw ownersOnlyProblem();
    if (removal !== 'removed') throw new Problem(removal === 'personal' ? 'library-personal' : 'library-not-empty');
  }

  members(by: Principal, id: string): Promise<readonly LibraryMember[]> {
    requireLibrary(by, id);
    return this.ports.store.members(id);
  }

  async addMember(by: Principal, id: string, { user: name, role }: { user: string; role: LibraryRole }): Promise<void> {
    requireOwnedLibrary(by, id);
    const user = await this.ports.users.findByName(name);
    if (user === undefined) throw invalid([{ pointer: '/user', message: 'must be the name of a user' }]);
    const isAdded = await this.ports.log.change(
      () => this.ports.store.addMember(id, user.id, role),
      (done) =>
        done && {
          kind: 'member.added',
          subject: { type: 'user', id: user.id, name },
          libraryId: id,
          changes: changesOf(undefined, { role }, ['role']),
        },
    );
    this.ports.authenticator.forgetUser(user.id);
    if (!isAdded) throw invalid([{ pointer: '/user', message: 'must not be a member yet' }]);
  }

  /** Changes the role of a member, or removes the member if `role` is undefined. */
  async changeMember(
    by: Principal,
    id: string,
    { userId, role }: { userId: string; role: LibraryRole | undefined },
  ): Promise<void> {
    requireOwnedLibrary(by, id);
    const member = await this.#member(id, userId);
    const subject = { type: 'user', id: userId, name: member.name } as const;
    const changed = await this.ports.log.change(
      () => this.ports.store.changeMember({ libraryId: id, userId, by: by.userId }, role, this.ports.mostPerUser),
      (done) => {
        if (done !== 'changed' || role === member.role) return undefined;
        if (role === undefined) return { kind: 'member.removed', subject, libraryId: id };
        return { kind: 'member.role_changed', subject, libraryId: id, changes: { role: { from: member.role, to: role } } };
      },
    );
    this.ports.authenticator.forgetUser(userId);
    requireChanged(changed);
  }

  async leave(by: Principal, id: string): Promise<void> {
    requireLibrary(by, id);
    requireLeaving(by);
    const { userId, user } = by;
    const changed = await this.ports.log.change(
      () => this.ports.store.changeMember({ libraryId: id, userId, by: userId }, undefined),
      (done) =>
        done === 'changed' && { kind: 'member.left', subject: { type: 'user', id: userId, name: user.name }, libraryId: id },
    );
    this.ports.authenticator.forgetUser(userId);
    requireChanged(changed);
  }

  async transfer(by: Principal, id: string, userId: string): Promise<void> {
    requireOwnedLibrary(by, id);
    const member = (await this.ports.store.members(id)).find((one) => one.userId === userId);
    if (member === undefined || userId === by.userId)
      throw invalid([{ pointer: '/user_id', message: 'must be another member of the library' }]);
    const changed = await this.ports.log.change(
      () => this.ports.store.transfer({ libraryId: id, userId, by: by.userId }, this.ports.mostPerUser),
      (done) =>
        done === 'changed' && {
          kind: 'library.transferred',
          subject: { type: 'user', id: userId, name: member.name },
          libraryId: id,
        },
    );
    this.ports.authenticator.forgetLibrary(id);
    if (changed === 'last-owner') throw new Problem('library-personal');
    requireChanged(changed);
  }

  /** One word overwrites nothing else, so no version is compared. */
  async setDefaultLanguage(id: string, language: string | undefined): Promise<Library> {
    const { store, authenticator, log } = this.ports;
    await log.change(
      async () => {
        const before = await store.find(id);
        await store.setDefaultLanguage(id, language);
        return before;
      },
      (before) =>
        before && recordLibraryChange('settings.language_changed', before, languageChange(before.defaultLanguage, language)),
    );
    authenticator.forgetLibrary(id);
    const library = await store.find(id);
    if (library === undefined) throw notFound();
    return library;
  }

  async #hasItems(id: string): Promise<boolean> {
    const found = await Promise.all(this.ports.items.map((rows) => rows.idsOf({ ...EVERYTHING, owner: id }, 1)));
    return found.some(({ length }) => length > 0);
  }

  async #member(libraryId: string, userId: string): Promise<LibraryMember> {
    const member = (await this.ports.store.members(libraryId)).find((one) => one.userId === userId);
    if (member === undefined) throw notFound();
    return member;
  }
}
