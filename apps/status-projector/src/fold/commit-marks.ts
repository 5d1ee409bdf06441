import { createHash } from 'node:crypto';

/** Characters of one mark: 24 bits of the id's hash. */
const WIDTH = 4;

const markOf = (commitId: string): string => createHash('sha1').update(commitId).digest('base64url').slice(0, WIDTH);

/** Marks of the commits that an asset was folded from, in their order. Short, as they stand in its row. */
export const withMark = (marks: string, commitId: string): string => marks + markOf(commitId);

/** False: the commit was never applied. True: it may have been, and the log tells. */
export function isMarked(marks: string, commitId: string): boolean {
  const mark = markOf(commitId);
  for (let at = marks.indexOf(mark); at !== -1; at = marks.indexOf(mark, at + 1)) if (at % WIDTH === 0) return true;
  return false;
}
