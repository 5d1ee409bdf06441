import type { Library, LibraryAccess, LibraryRole } from '../kit/http/access.js';
import { judgeMemberChange, judgeTransfer } from '../people/libraries/judge-member-change.js';
import type {
  LibraryDetails,
  LibraryMember,
  LibraryRemoval,
  LibraryStore,
  MemberChange,
  MemberToChange,
} from '../people/libraries/library-store.js';

interface LibraryRow {
  readonly library: Library;
  readonly vocabulary: readonly string[];
  readonly revision: number;
  readonly createdAt: string;
  /** Roles by user. Members keep the order in which they joined. */
  readonly members: Map<string, LibraryRole>;
}

interface UsersBeside {
  isEnabled(userId: string): boolean;
  nameOf(userId: string): string;
}

export class MemoryLibraryStore implements LibraryStore {
  readonly #rows = new Map<string, LibraryRow>();

  /** Returns true if something is set up in a library, so that it cannot be removed. Gateways connect it to their stores. */
  isSetUp: (libraryId: string) => Promise<boolean> = () => Promise.resolve(false);

  constructor(private readonly users: UsersBeside) {}

  addPersonal(userId: string, name: string): void {
    this.#add({ id: userId, name, isPersonal: true }, userId);
  }

  /** Returns the libraries of a user, the personal one first. */
  of(userId: string): readonly LibraryAccess[] {
    const found: LibraryAccess[] = [];
    for (const { library, members } of this.#rows.values()) {
      const role = members.get(userId);
      if (role === undefined) continue;
      if (library.id === userId) found.unshift({ ...library, role });
      else found.push({ ...library, role });
    }
    return found;
  }

  find(id: string): Promise<Library | undefined> {
    return Promise.resolve(this.#rows.get(id)?.library);
  }

  isActive(id: string): Promise<boolean> {
    return Promise.resolve(this.hasOwner(id));
  }

  hasOwner(id: string): boolean {
    return [...this.#membersOf(id)].some(([userId, role]) => role === 'owner' && this.users.isEnabled(userId));
  }

  addMember(libraryId: string, userId: string, role: LibraryRole): Promise<boolean> {
    const members = this.#rows.get(libraryId)?.members;
    const isAdded = members !== undefined && !members.has(userId);
    if (isAdded) members.set(userId, role);
    return Promise.resolve(isAdded);
  }

  list(userId: string): Promise<readonly LibraryDetails[]> {
    return Promise.resolve(
      this.of(userId).map((access) => {
        const row = this.#rows.get(access.id);
        return { ...access, members: row?.members.size ?? 0, revision: row?.revision ?? 1, createdAt: row?.createdAt ?? '' };
      }),
    );
  }

  add({ id, name, ownerId }: { id: string; name: string; ownerId: string }, most = Infinity): Promise<boolean> {
    if (this.ownsMost(ownerId, most)) return Promise.resolve(false);
    if (!this.#rows.has(id)) this.#add({ id, name, isPersonal: false }, ownerId);
    return Promise.resolve(true);
  }

  rename(id: string, { by, name, revision }: { by: string; name: string; revision: number }): Promise<boolean> {
    const row = this.#rows.get(id);
    if (row?.members.get(by) !== 'owner' || row.revision !== revision) return Promise.resolve(false);
    this.#rows.set(id, { ...row, library: { ...row.library, name }, revision: revision + 1 });
    return Promise.resolve(true);
  }

  async remove(id: string, by: string, hasItems: () => Promise<boolean>): Promise<LibraryRemoval> {
    const row = this.#rows.get(id);
    if (row?.members.get(by) !== 'owner') return 'not-owner';
    if (row.library.isPersonal) return 'personal';
    if ((await this.isSetUp(id)) || (await hasItems())) return 'not-empty';
    this.#rows.delete(id);
    return 'removed';
  }

  members(libraryId: string): Promise<readonly LibraryMember[]> {
    const members = [...(this.#rows.get(libraryId)?.members ?? [])];
    return Promise.resolve(
      members
        .map(([userId, role]) => ({
          userId,
          role,
          name: this.users.nameOf(userId),
          since: new Date(0).toISOString(),
          isDisabled: !this.users.isEnabled(userId),
        }))
        .sort((one, other) => (one.name < other.name ? -1 : 1)),
    );
  }

  changeMember(member: MemberToChange, role: LibraryRole | undefined, most = Infinity): Promise<MemberChange> {
    const members = this.#membersOf(member.libraryId);
    const change = judgeMemberChange(member, role, { isPersonal: this.#isPersonal(member.libraryId), roles: members });
    if (change === 'changed' && role === 'owner' && this.#isOneTooMany(member, most)) return Promise.resolve('too-many');
    if (change === 'changed' && role === undefined) members.delete(member.userId);
    else if (change === 'changed' && role !== undefined) members.set(member.userId, role);
    return Promise.resolve(change);
  }

  transfer(member: MemberToChange, most = Infinity): Promise<MemberChange> {
    const members = this.#membersOf(member.libraryId);
    const change = judgeTransfer(member, { isPersonal: this.#isPersonal(member.libraryId), roles: members });
    if (change === 'changed' && this.#isOneTooMany(member, most)) return Promise.resolve('too-many');
    if (change === 'changed') members.set(member.by, 'operator').set(member.userId, 'owner');
    return Promise.resolve(change);
  }

  vocabularyOf(libraryId: string): Promise<readonly string[]> {
    return Promise.resolve(this.#rows.get(libraryId)?.vocabulary ?? []);
  }

  setVocabulary(
    libraryId: string,
    terms: readonly string[],
    isMeant = (_present: readonly string[]): boolean => true,
  ): Promise<boolean> {
    const row = this.#rows.get(libraryId);
    if (!isMeant(row?.vocabulary ?? [])) return Promise.resolve(false);
    if (row !== undefined) this.#rows.set(libraryId, { ...row, vocabulary: [...terms] });
    return Promise.resolve(true);
  }

  setDefaultLanguage(libraryId: string, language: string | undefined): Promise<void> {
    const row = this.#rows.get(libraryId);
    if (row === undefined) return Promise.resolve();
    const { defaultLanguage: _present, ...library } = row.library;
    const changed = { ...library, ...(language === undefined ? {} : { defaultLanguage: language }) };
    this.#rows.set(libraryId, { ...row, library: changed });
    return Promise.resolve();
  }

  ownsMost(userId: string, most: number): boolean {
    return this.of(userId).filter(({ isPersonal, role }) => !isPersonal && role === 'owner').length >= most;
  }

  #isOneTooMany({ libraryId, userId }: MemberToChange, most: number): boolean {
    const isNewOwner = this.#membersOf(libraryId).get(userId) !== 'owner';
    return isNewOwner && !this.#isPersonal(libraryId) && this.ownsMost(userId, most);
  }

  /** Ends the memberships of a library, of one user, or of all but one user. */
  endMemberships({ libraryId, only, except }: { libraryId?: string; only?: string; except?: string }): void {
    for (const [id, { members }] of this.#rows) {
      if (libraryId !== undefined && libraryId !== id) continue;
      for (const userId of [...members.keys()]) if ((only ?? userId) === userId && userId !== except) members.delete(userId);
    }
  }

  /** Leaves the id of a library without a name, terms and settings. */
  forget(id: string): void {
    const row = this.#rows.get(id);
    if (row === undefined) return;
    const { isPersonal } = row.library;
    this.#rows.set(id, { ...row, library: { id, name: 'deleted', isPersonal }, vocabulary: [], members: new Map() });
  }

  #membersOf(libraryId: string): Map<string, LibraryRole> {
    return this.#rows.get(libraryId)?.members ?? new Map<string, LibraryRole>();
  }

  #isPersonal(libraryId: string): boolean {
    return this.#rows.get(libraryId)?.library.isPersonal === true;
  }

  #add(library: Library, ownerId: string): void {
    const createdAt = new Date(0).toISOString();
    this.#rows.set(library.id, { library, vocabulary: [], revision: 1, createdAt, members: new Map([[ownerId, 'owner']]) });
  }
}
