import { hash } from 'node:crypto';

/** Base64url characters of one mark: 24 bits of the hash of a commit id. */
const WIDTH = 4;

const markOf = (commitId: string): string => hash('sha1', commitId, 'base64url').slice(0, WIDTH);

/** Appends the mark of a commit. Marks are short because they are stored in the row of the asset. */
export const appendMark = (marks: string, commitId: string): string => marks + markOf(commitId);

/** Returns false if the commit was certainly not applied. True may be a hash collision; only the log gives certainty. */
export function isMarked(marks: string, commitId: string): boolean {
  const mark = markOf(commitId);
  for (let at = marks.indexOf(mark); at !== -1; at = marks.indexOf(mark, at + 1)) if (at % WIDTH === 0) return true;
  return false;
}
