import { createHash } from 'node:crypto';
import type { Role, UserAccess } from '../../http/access.js';

export interface User extends UserAccess {
  readonly createdAt: string;
  /** From then on all sign-ins and tokens of this user are refused. */
  readonly disabledAt: string | undefined;
}

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
