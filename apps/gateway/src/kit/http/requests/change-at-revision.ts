import type { ProblemCode } from '../problems/catalogue.js';
import { Problem } from '../problems/problem.js';
import { hasMatchingTag } from './if-match.js';

/** Control data that is replaced as a whole; each change raises its revision. */
export interface Revised {
  readonly revision: number;
}

export const etagOfRevision = ({ revision }: Revised): string => `"${String(revision)}"`;

/** A row of the caller's library, with the tag of the revision that the caller has read. */
export interface RowRequest {
  readonly libraryId: string;
  readonly id: number;
  readonly ifMatch: string | undefined;
}

export interface RevisionCheck<Read> {
  readonly ifMatch: string | undefined;
  readonly read: () => Promise<Read>;
  /** The problem if `If-Match` names another revision. */
  readonly otherwise: ProblemCode;
}

/**
 * Applies a change at the revision that `If-Match` names. A change that another request preceded is decided again, because `*`
 * matches every revision.
 */
export async function changeAtRevision<Read extends Revised, Result>(
  check: RevisionCheck<Read>,
  change: (read: Read) => Promise<Result | 'stale'>,
): Promise<Result> {
  const read = await check.read();
  if (check.ifMatch === undefined) throw new Problem('precondition-required');
  if (!hasMatchingTag(check.ifMatch, etagOfRevision(read))) throw new Problem(check.otherwise);
  const changed = await change(read);
  return changed === 'stale' ? changeAtRevision(check, change) : changed;
}
