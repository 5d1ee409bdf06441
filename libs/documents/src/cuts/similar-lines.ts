/** A line at the top of a page, prepared once to be compared with those of many pages. */
export interface ComparedLine {
  /** The letters, without figures. */
  readonly text: string;
  /** The different pairs of neighbouring letters, each as one number, sorted. */
  readonly pairs: Uint32Array;
}

/** A letterhead or a running title shows in fewer characters. Each pair of lines costs time in proportion to their length. */
const COMPARED_LENGTH = 80;

const pairsOf = (text: string): Uint32Array => {
  const pairs = new Set<number>();
  for (let at = 1; at < text.length; at += 1) pairs.add(text.charCodeAt(at - 1) * 0x1_00_00 + text.charCodeAt(at));
  return Uint32Array.from(pairs).sort();
};

export function toComparedLine(line: string): ComparedLine {
  const text = line
    .toLowerCase()
    .replaceAll(/[^\p{L}]+/gu, ' ')
    .trim()
    .slice(0, COMPARED_LENGTH);
  return { text, pairs: pairsOf(text) };
}

/** OCR reads a line a little differently on each page. */
const SIMILAR = 0.7;

function countCommon(one: Uint32Array, other: Uint32Array): number {
  let [common, at] = [0, 0];
  for (const pair of one) {
    while (at < other.length && (other[at] ?? 0) < pair) at += 1;
    if (other[at] === pair) common += 1;
  }
  return common;
}

/** Compares by the share of common pairs of letters (Dice). */
export function isSimilar({ text, pairs }: ComparedLine, { text: otherText, pairs: others }: ComparedLine): boolean {
  if (text === otherText) return true;
  const least = SIMILAR * (pairs.length + others.length);
  if (2 * Math.min(pairs.length, others.length) < least) return false;
  return 2 * countCommon(pairs, others) >= least;
}
