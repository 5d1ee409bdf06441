import { grants, limitToLibrary, type LibraryAccess, type Principal, type Scope } from '../../kit/http/access.js';
import { Problem, notFound } from '../../kit/http/problems/problem.js';

/** A token of another library than the personal one stands for its user in that library only (ADR 87). */
const isConfined = ({ credential, ownerId, userId }: Principal): boolean => credential.kind === 'token' && ownerId !== userId;

/** Returns the libraries that a request may name. */
export const visibleLibraries = (by: Principal): readonly LibraryAccess[] =>
  by.user.libraries.filter(({ id }) => !isConfined(by) || id === by.ownerId);

export const findVisibleLibrary = (by: Principal, id: string): LibraryAccess | undefined =>
  visibleLibraries(by).find((library) => library.id === id);

/** Returns the scopes that a request has in a library that it may name, whichever library it works in. */
export const scopesInLibrary = ({ serverScopes }: Principal, { role }: LibraryAccess): readonly Scope[] =>
  limitToLibrary(serverScopes, role);

export function requireLibrary(by: Principal, id: string): LibraryAccess {
  const library = findVisibleLibrary(by, id);
  if (library === undefined) throw notFound();
  return library;
}

const requireServerWrite = (by: Principal): void => {
  if (!grants(by.serverScopes, 'write')) throw new Problem('forbidden', { detail: "This needs the scope 'write'." });
};

export const ownersOnlyProblem = (): Problem =>
  new Problem('forbidden', { detail: 'This needs the role of owner in the library.' });

export function requireOwnedLibrary(by: Principal, id: string): LibraryAccess {
  const library = requireLibrary(by, id);
  requireServerWrite(by);
  if (library.role !== 'owner') throw ownersOnlyProblem();
  return library;
}

export function requireCreation(by: Principal): void {
  requireServerWrite(by);
  if (isConfined(by))
    throw new Problem('forbidden', { detail: 'A token makes libraries only if it belongs to your personal library.' });
}

/** A sign-in may always leave. A token needs the scope to change something. */
export function requireLeaving(by: Principal): void {
  if (by.credential.kind === 'token') requireServerWrite(by);
}
