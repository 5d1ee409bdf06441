import type { LibraryRole, Role, UserAccess } from '../../kit/http/access.js';
import type { User, UserChange } from './user.js';
import type { Token } from '../../kit/provide.js';

export interface NewUser {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  /** A library of another user that the new user joins, and in which new sign-ins start. */
  readonly joins?: { readonly libraryId: string; readonly role: LibraryRole };
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
  /** Deleted users do not exist, except for `namesOf`. */
  find(id: string): Promise<User | undefined>;
  /** Returns the access of an enabled user to a library, or undefined if the user is not a member of it. */
  accessTo(libraryId: string, userId: string): Promise<UserAccess | undefined>;
  findByName(name: string): Promise<User | undefined>;
  /** Returns {@link nameOfDeleted} for a deleted user. */
  namesOf(ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
  list(): Promise<readonly User[]>;
  /** Adds a user with a personal library. Returns undefined if the name is taken. An existing user with this id is returned unchanged. */
  add(user: NewUser): Promise<User | undefined>;
  /**
   * Changes a user if `isMeant` accepts the present state, atomically. One enabled administrator always remains, however many
   * changes run at once.
   */
  change(id: string, change: UserChange, isMeant?: (user: User) => boolean): Promise<UserChangeResult>;
}

export const USER_STORE: Token<UserStore> = Symbol('UserStore');
