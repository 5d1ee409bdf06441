import type { Role } from '../../http/access.js';
import type { User, UserChange } from './user.js';
import type { Token } from '../../provide.js';

export interface NewUser {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly libraryId?: string;
}

/**
 * `other`: the user has changed since the client read it. `last-admin`: without an administrator nobody could repair anything.
 */
export type UserChangeResult =
  | { readonly kind: 'changed'; readonly user: User }
  | { readonly kind: 'absent' }
  | { readonly kind: 'last-admin' }
  | { readonly kind: 'other' };

export interface UserStore {
  find(id: string): Promise<User | undefined>;
  findByName(name: string): Promise<User | undefined>;
  namesOf(ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
  list(): Promise<readonly User[]>;
  /** Adds a user. Returns undefined if the name is taken. An existing user with this id is returned unchanged. */
  add(user: NewUser): Promise<User | undefined>;
  /**
   * Changes a user if `isMeant` accepts the present state, atomically. One enabled administrator always remains, however many
   * changes run at once.
   */
  change(id: string, change: UserChange, isMeant?: (user: User) => boolean): Promise<UserChangeResult>;
  /** Returns the terms of a library, or none if it does not exist. */
  vocabularyOf(libraryId: string): Promise<readonly string[]>;
  /** Replaces the terms if `isMeant` accepts the present ones, atomically. Returns false if it does not. */
  setVocabulary(libraryId: string, terms: readonly string[], isMeant?: (present: readonly string[]) => boolean): Promise<boolean>;
  /** Sets the default of a library. Without a language it is removed. */
  setDefaultLanguage(libraryId: string, language: string | undefined): Promise<void>;
}

export const USER_STORE: Token<UserStore> = Symbol('UserStore');
