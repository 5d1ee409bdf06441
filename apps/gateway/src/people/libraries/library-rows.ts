import { isLibraryRole, type Library, type LibraryAccess, type LibraryRole } from '../../kit/http/access.js';
import type { LibraryMemberEntity } from '../users/user.entity.js';
import type { LibraryEntity } from './library.entity.js';

export const toLibraryRole = (text: string): LibraryRole => {
  if (isLibraryRole(text)) return text;
  throw new Error(`The database has a member with the role '${text}', which this version does not support`);
};

export const toLibrary = ({ id, name, isPersonal, defaultLanguage }: LibraryEntity): Library => ({
  id,
  name,
  isPersonal,
  ...(defaultLanguage === null ? {} : { defaultLanguage }),
});

/** Returns the libraries of a user, the personal one first, the others in the order in which the user joined them. */
export const toLibraries = (memberships: readonly LibraryMemberEntity[]): readonly LibraryAccess[] =>
  memberships
    .toSorted(
      (one, other) =>
        Number(other.library.isPersonal && other.libraryId === other.userId) -
          Number(one.library.isPersonal && one.libraryId === one.userId) ||
        one.createdAt.getTime() - other.createdAt.getTime() ||
        (one.libraryId < other.libraryId ? -1 : 1),
    )
    .map(({ role, library }) => ({ ...toLibrary(library), role: toLibraryRole(role) }));

/** SQL: true for a library that an enabled user owns. A library whose owners are all disabled does nothing on its own. */
export const isActiveLibrary = (column: string): string =>
  `exists (select from control.library_member m join control."user" o on o.id = m.user_id
    where m.library_id = ${column} and m.role = 'owner' and o.disabled_at is null)`;
