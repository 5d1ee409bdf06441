import { Problem } from '../problems/problem.js';

/** Compares `If-Match` strongly (RFC 9110, 13.1.1): a weak tag never matches. */
export const hasMatchingTag = (ifMatch: string, etag: string): boolean =>
  ifMatch
    .split(',')
    .map((tag) => tag.trim())
    .some((tag) => tag === '*' || tag === etag);

/** The revision at the start of an item's `ETag`. The rest, and the `W/`, depend on fields that change without a commit. */
const REVISION = /^(?:W\/)?"([^".]+)[^"]*"$/;

/** Throws unless `If-Match` has the item's present revision. */
export function requireRevision(ifMatch: string | undefined, revision: string): void {
  if (ifMatch === undefined) throw new Problem('precondition-required');
  const tags = ifMatch.split(',').map((tag) => tag.trim());
  if (!tags.some((tag) => tag === '*' || REVISION.exec(tag)?.[1] === revision)) throw new Problem('item-changed');
}
