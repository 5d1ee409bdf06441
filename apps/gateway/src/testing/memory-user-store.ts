import type { UserAccess } from '../kit/http/access.js';
import { nameOfDeleted, type User, type UserChange } from '../people/users/user.js';
import { MemoryLibraryStore } from './memory-library-store.js';
import type { UserChangeResult, NewUser, UserStore } from '../people/users/user-store.js';

type UserEntry = Omit<User, 'library' | 'libraries'> & { readonly libraryId: string };

export class MemoryUserStore implements UserStore {
  readonly #users = new Map<string, UserEntry>();
  readonly #deleted = new Set<string>();
  readonly libraries = new MemoryLibraryStore({
    isEnabled: (id) => this.accessOf(id) !== undefined,
    nameOf: (id) => this.nameOf(id),
  });

  constructor(private readonly now: () => Date = () => new Date()) {}

  find(id: string): Promise<User | undefined> {
    return Promise.resolve(this.look(id));
  }

  findByName(name: string): Promise<User | undefined> {
    const kept = [...this.#users.values()].find((one) => one.name === name);
    return Promise.resolve(kept && this.look(kept.id));
  }

  namesOf(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const deleted = ids.flatMap((id) => (this.#deleted.has(id) ? [[id, nameOfDeleted(id)] as const] : []));
    const existing = this.#all().flatMap(({ id, name }) => (ids.includes(id) ? [[id, name] as const] : []));
    return Promise.resolve(new Map([...existing, ...deleted]));
  }

  list(): Promise<readonly User[]> {
    return Promise.resolve(this.#all().sort((a, b) => (a.name < b.name ? -1 : 1)));
  }

  async add({ id, name, role, joins }: NewUser): Promise<User | undefined> {
    if (!this.#users.has(id) && ![...this.#users.values()].some((one) => one.name === name)) {
      const libraryId = joins?.libraryId ?? id;
      this.#users.set(id, {
        id,
        name,
        role,
        libraryId,
        createdAt: this.now().toISOString(),
        disabledAt: undefined,
        deletionRequestedAt: undefined,
      });
      this.libraries.addPersonal(id, name);
      if (joins !== undefined) await this.libraries.addMember(joins.libraryId, id, joins.role);
    }
    return this.find(id);
  }

  change(id: string, change: UserChange, isMeant = (_user: User): boolean => true): Promise<UserChangeResult> {
    const before = this.#users.get(id);
    if (before === undefined) return Promise.resolve({ kind: 'absent' });
    const found = this.look(id);
    if (found !== undefined && !isMeant(found)) return Promise.resolve({ kind: 'other' });
    this.#users.set(id, {
      ...before,
      role: change.role ?? before.role,
      libraryId: change.libraryId ?? before.libraryId,
      disabledAt: this.#since(before.disabledAt, change.disabled),
      deletionRequestedAt: this.#since(before.deletionRequestedAt, change.isDeleting),
    });
    const user = this.look(id);
    if (user !== undefined && this.#hasAdmin()) return Promise.resolve({ kind: 'changed', user });
    this.#users.set(id, before);
    return Promise.resolve({ kind: 'last-admin' });
  }

  accessTo(libraryId: string, userId: string): Promise<UserAccess | undefined> {
    return Promise.resolve(this.accessOf(userId, libraryId));
  }

  /** Returns the access of an enabled user to a library, by default to the one in which new sign-ins start. */
  accessOf(userId: string, libraryId = this.look(userId)?.library.id): UserAccess | undefined {
    const user = this.look(userId);
    const library = user?.libraries.find(({ id }) => id === libraryId);
    if (user === undefined || user.disabledAt !== undefined || library === undefined) return undefined;
    const { createdAt: _createdAt, disabledAt: _disabledAt, deletionRequestedAt: _deletion, ...access } = user;
    return { ...access, library };
  }

  nameOf(id: string): string {
    return this.#users.get(id)?.name ?? nameOfDeleted(id);
  }

  /** Leaves the id of a user without a name. */
  forget(id: string): void {
    if (this.#users.delete(id)) this.#deleted.add(id);
  }

  private look(id: string): User | undefined {
    const kept = this.#users.get(id);
    if (kept === undefined) return undefined;
    const { libraryId, ...user } = kept;
    const libraries = this.libraries.of(id);
    const library = libraries.find((one) => one.id === libraryId) ?? libraries[0];
    return library && { ...user, library, libraries };
  }

  #all(): User[] {
    return [...this.#users.keys()].map((id) => this.look(id)).filter((one) => one !== undefined);
  }

  #hasAdmin(): boolean {
    return [...this.#users.values()].some((one) => one.role === 'admin' && one.disabledAt === undefined);
  }

  #since(before: string | undefined, isSet: boolean | undefined): string | undefined {
    if (isSet === undefined) return before;
    return isSet ? (before ?? this.now().toISOString()) : undefined;
  }
}
