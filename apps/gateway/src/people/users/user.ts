import { createHash } from 'node:crypto';
import type { Role } from './role.js';

/** The recordings that a user works with, named after the user who owns them (USR-01). */
export interface Library {
  readonly id: string;
  readonly name: string;
}

/** A user's present role and library. */
export interface UserAccess {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly library: Library;
}

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
