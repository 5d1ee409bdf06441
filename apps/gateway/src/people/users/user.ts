import { createHash } from 'node:crypto';
import { grants, limitToLibrary, scopesOf, type Role, type UserAccess } from '../../kit/http/access.js';

/** The same number of characters as in logs (USR-08). */
export const SHOWN = 8;

export interface User extends UserAccess {
  readonly createdAt: string;
  /** From then on all sign-ins and tokens of this user are refused. */
  readonly disabledAt: string | undefined;
  /** Since then the account is being deleted, and cannot be enabled. */
  readonly deletionRequestedAt: string | undefined;
}

/** Returns true if a user with this access may change the library, for work in the background that acts for the user. */
export const mayChange = (access: UserAccess | undefined): boolean =>
  access !== undefined && grants(limitToLibrary(scopesOf(access.role), access.library.role), 'write');

/** Returns a version that changes with every visible property of the user. Names never change. */
export const versionOf = ({ role, library, disabledAt, deletionRequestedAt }: User): string =>
  createHash('sha256')
    .update(
      JSON.stringify([role, library.id, disabledAt ?? null, ...(deletionRequestedAt === undefined ? [] : [deletionRequestedAt])]),
    )
    .digest('base64url')
    .slice(0, 16);

export const etagOf = (user: User): string => `"${versionOf(user)}"`;

/** Stands in texts for a user who no longer has a name. */
export const nameOfDeleted = (id: string): string => `a deleted user (${id.slice(0, SHOWN)})`;

export interface UserChange {
  readonly role?: Role;
  /** The library in which new sign-ins start. */
  readonly libraryId?: string;
  readonly disabled?: boolean;
  /** The account is being deleted, or no longer. */
  readonly isDeleting?: boolean;
}
