import type { Role } from './role.js';
import type { User, UserChange } from './user.js';

export interface NewUser {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  /** Id of the user whose library it is; by default his own. */
  readonly libraryId?: string;
}

/** `other`: not the one any more that was to be changed. Without an administrator nobody could put anything right any more. */
export type Changed =
  | { readonly kind: 'changed'; readonly user: User }
  | { readonly kind: 'absent' }
  | { readonly kind: 'last-admin' }
  | { readonly kind: 'other' };

export interface UserStore {
  find(id: string): Promise<User | undefined>;
  findByName(name: string): Promise<User | undefined>;
  /** Of those of them who are there. */
  namesOf(ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** In the order of their names. */
  list(): Promise<readonly User[]>;
  /** Undefined where somebody has the name already; whoever has the same id is that user, and is left as he is. */
  add(user: NewUser): Promise<User | undefined>;
  /** All of it or nothing, and of the user that is meant. One enabled administrator is always left, however many changes come at once. */
  change(id: string, change: UserChange, isMeant?: (user: User) => boolean): Promise<Changed>;
}
