import type { Library, LibraryAccess, LibraryRole } from '../../kit/http/access.js';
import type { Token } from '../../kit/provide.js';

/** A library as one of its members sees it. */
export interface LibraryDetails extends LibraryAccess {
  readonly members: number;
  /** Counts changes of the name. */
  readonly revision: number;
  readonly createdAt: string;
}

export interface LibraryMember {
  readonly userId: string;
  readonly name: string;
  readonly role: LibraryRole;
  readonly since: string;
  readonly isDisabled: boolean;
}

export interface MemberToChange {
  readonly libraryId: string;
  readonly userId: string;
  /** The user who asks for the change. */
  readonly by: string;
}

/**
 * `last-owner`: the library would be left without an owner, or a personal library without its user. `not-owner`: the asking user
 * does not own the library. `too-many`: the member would own more libraries than a user may.
 */
export type MemberChange = 'changed' | 'absent' | 'last-owner' | 'not-owner' | 'too-many';

export type LibraryRemoval = 'removed' | 'personal' | 'not-empty' | 'not-owner';

export interface LibraryStore {
  find(id: string): Promise<Library | undefined>;
  /** Returns true if an enabled user owns the library. Otherwise nothing happens in it without a request. */
  isActive(id: string): Promise<boolean>;
  /** Returns the libraries of a user, the personal one first. */
  list(userId: string): Promise<readonly LibraryDetails[]>;
  /**
   * Adds a library, which the user owns. A library with this id is left unchanged. Returns false if the user already owns `most`
   * libraries beside the personal one, however many requests run at once.
   */
  add(library: { readonly id: string; readonly name: string; readonly ownerId: string }, most?: number): Promise<boolean>;
  /** Renames the library at this revision, if the user owns it. Returns false otherwise. */
  rename(id: string, change: { readonly by: string; readonly name: string; readonly revision: number }): Promise<boolean>;
  /**
   * Removes a library in which nothing is set up and that has no items, with its members and tokens. Sign-ins return to the
   * personal library. No item arrives between `hasItems` and the removal, or is on its way.
   */
  remove(id: string, by: string, hasItems: () => Promise<boolean>): Promise<LibraryRemoval>;
  /** Returns the members by name. */
  members(libraryId: string): Promise<readonly LibraryMember[]>;
  /** Makes a user a member. An existing member keeps the present role. Returns false for a member, and without such a library. */
  addMember(libraryId: string, userId: string, role: LibraryRole): Promise<boolean>;
  /**
   * Changes the role of a member, or ends the membership if `role` is undefined. Only owners do that; each member may leave. Atomic:
   * a library always has an owner, and a personal library its user as an owner, however many changes run at once. Nobody becomes
   * an owner of more than `most` libraries beside the personal one.
   */
  changeMember(member: MemberToChange, role: LibraryRole | undefined, most?: number): Promise<MemberChange>;
  /** Makes a member the owner, and the asking owner an operator, in one step. The limit of `changeMember` applies. */
  transfer(member: MemberToChange, most?: number): Promise<MemberChange>;
  /** Returns the terms of a library, or none if it does not exist. */
  vocabularyOf(libraryId: string): Promise<readonly string[]>;
  /** Replaces the terms if `isMeant` accepts the present ones, atomically. Returns false if it does not. */
  setVocabulary(libraryId: string, terms: readonly string[], isMeant?: (present: readonly string[]) => boolean): Promise<boolean>;
  /** Sets the default of a library. Without a language it is removed. */
  setDefaultLanguage(libraryId: string, language: string | undefined): Promise<void>;
}

export const LIBRARY_STORE: Token<LibraryStore> = Symbol('LibraryStore');
