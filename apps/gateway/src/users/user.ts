import { createHash } from 'node:crypto';
import type { Role } from './role.js';

/** Whose recordings somebody works with. A library is named after the user whom its recordings belong to (USR-01). */
export interface Library {
  readonly id: string;
  readonly name: string;
}

/** Who somebody is, and what he may do, at this moment. */
export interface Standing {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly library: Library;
}

export interface User extends Standing {
  readonly createdAt: string;
  /** Since then nobody comes in under this name. */
  readonly disabledAt: string | undefined;
}

/** Another one whenever something of the user can be told to be other; the name of a library is that of its user, and stays. */
export const versionOf = ({ role, library, disabledAt }: User): string =>
  createHash('sha256')
    .update(JSON.stringify([role, library.id, disabledAt ?? null]))
    .digest('base64url')
    .slice(0, 16);

export const etagOf = (user: User): string => `"${versionOf(user)}"`;

/** A change of a user; what is left out stays. */
export interface UserChange {
  readonly role?: Role;
  /** Id of the user whose library it is. */
  readonly libraryId?: string;
  readonly disabled?: boolean;
}
