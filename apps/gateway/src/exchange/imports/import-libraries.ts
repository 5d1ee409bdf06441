import type { Principal } from '../../kit/http/access.js';
import { invalid } from '../../kit/http/problems/problem.js';
import type { LibraryStore } from '../../people/index.js';

export interface ImportLibrary {
  readonly id: string;
  readonly name: string;
}

/** A token of another library than the personal one stands for its user in that library only (ADR 87). */
export const isOutOfReach = ({ credential, ownerId, userId }: Principal, library: string): boolean =>
  credential.kind === 'token' && ownerId !== userId && ownerId !== library;

/** The libraries that administrators may import items into. */
export class ImportLibraries {
  constructor(private readonly libraries: Pick<LibraryStore, 'find'>) {}

  /** Returns the named library, by default that of the token. Throws for an unknown one. */
  async require(by: Principal, id = by.ownerId): Promise<ImportLibrary> {
    const library = isOutOfReach(by, id) ? undefined : await this.libraries.find(id);
    if (library === undefined) throw invalid([{ pointer: '/library', message: 'must be the id of a library' }]);
    return library;
  }
}
