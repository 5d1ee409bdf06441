import type { UserAccess } from '../http/access.js';
import type { User, UserChange } from '../people/users/user.js';
import type { UserChangeResult, NewUser, UserStore } from '../people/users/user-store.js';

type UserEntry = Omit<User, 'library'> & { readonly libraryId: string };

export class MemoryUserStore implements UserStore {
  readonly #users = new Map<string, UserEntry>();
  readonly #vocabularies = new Map<string, readonly string[]>();
  readonly #defaultLanguages = new Map<string, string | undefined>();

  constructor(private readonly now: () => Date = () => new Date()) {}

  find(id: string): Promise<User | undefined> {
    return Promise.resolve(this.look(id));
  }

  findByName(name: string): Promise<User | undefined> {
    return Promise.resolve(this.#all().find((one) => one.name === name));
  }

  namesOf(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    return Promise.resolve(new Map(this.#all().flatMap(({ id, name }) => (ids.includes(id) ? [[id, name] as const] : []))));
  }

  list(): Promise<readonly User[]> {
    return Promise.resolve(this.#all().sort((a, b) => (a.name < b.name ? -1 : 1)));
  }

  add({ id, name, role, libraryId = id }: NewUser): Promise<User | undefined> {
    if (!this.#users.has(id) && !this.#all().some((one) => one.name === name))
      this.#users.set(id, { id, name, role, libraryId, createdAt: this.now().toISOString(), disabledAt: undefined });
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
      disabledAt: this.#disabledAt(before, change.disabled),
    });
    const user = this.look(id);
    if (user !== undefined && this.#hasAdmin()) return Promise.resolve({ kind: 'changed', user });
    this.#users.set(id, before);
    return Promise.resolve({ kind: 'last-admin' });
  }

  vocabularyOf(libraryId: string): Promise<readonly string[]> {
    return Promise.resolve(this.#vocabularies.get(libraryId) ?? []);
  }

  setVocabulary(
    libraryId: string,
    terms: readonly string[],
    isMeant = (_present: readonly string[]): boolean => true,
  ): Promise<boolean> {
    if (!isMeant(this.#vocabularies.get(libraryId) ?? [])) return Promise.resolve(false);
    if (this.#users.has(libraryId)) this.#vocabularies.set(libraryId, [...terms]);
    return Promise.resolve(true);
  }

  setDefaultLanguage(libraryId: string, language: string | undefined): Promise<void> {
    this.#defaultLanguages.set(libraryId, language);
    return Promise.resolve();
  }

  /** Returns the user of a token or sign-in, or `undefined` if the user is disabled. */
  standingOf(id: string): UserAccess | undefined {
    const user = this.look(id);
    if (user === undefined || user.disabledAt !== undefined) return undefined;
    const { createdAt: _createdAt, disabledAt: _disabledAt, ...access } = user;
    return access;
  }

  private look(id: string): User | undefined {
    const kept = this.#users.get(id);
    if (kept === undefined) return undefined;
    const { libraryId, ...user } = kept;
    const defaultLanguage = this.#defaultLanguages.get(libraryId);
    const name = this.#users.get(libraryId)?.name ?? '';
    return { ...user, library: { id: libraryId, name, ...(defaultLanguage === undefined ? {} : { defaultLanguage }) } };
  }

  #all(): User[] {
    return [...this.#users.keys()].map((id) => this.look(id)).filter((one) => one !== undefined);
  }

  #hasAdmin(): boolean {
    return [...this.#users.values()].some((one) => one.role === 'admin' && one.disabledAt === undefined);
  }

  #disabledAt({ disabledAt }: UserEntry, disabled: boolean | undefined): string | undefined {
    if (disabled === undefined) return disabledAt;
    return disabled ? (disabledAt ?? this.now().toISOString()) : undefined;
  }
}
