import { createHash } from 'node:crypto';
import { grants, scopesOf, type Role, type UserAccess } from '../../http/access.js';

export interface User extends UserAccess {
  readonly createdAt: string;
  /** From then on all sign-ins and tokens of this user are refused. */
  readonly disabledAt: string | undefined;
}

/** Returns true if the user may still change a library, for work in the background that acts for the user. */
export const mayChange = (user: User | undefined, libraryId: string): boolean =>
  user !== undefined && user.disabledAt === undefined && user.library.id === libraryId && grants(scopesOf(user.role), 'write');

/** Returns a version that changes with every visible property of the user. Names never change. */
export const versionOf = ({ role, library, disabledAt }: User): string =>
  createHash('sha256')
    .update(JSON.stringify([role, library.id, disabledAt ?? null]))
    .digest('base64url')
    .slice(0, 16);

export const etagOf = (user: User): string => `"${versionOf(user)}"`;

export interface UserChange {
  readonly role?: Role;
  readonly libraryId?: string;
  readonly disabled?: boolean;
}
