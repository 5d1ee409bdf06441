/** Returns the words of a text, in lower case and without punctuation, as error rates of speech are counted. */
export const normalizeWords = (text: string): readonly string[] =>
  text
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[\p{Pd}/]+/gu, ' ')
    .split(/\s+/u)
    .map((word) => word.replaceAll(/[^\p{L}\p{N}\p{M}]+/gu, ''))
    .filter((word) => word !== '');

/** Counts the words that must be replaced, inserted or removed. Needs memory for one row of the table of Levenshtein. */
export function countWordErrors(reference: readonly string[], heard: readonly string[]): number {
  let row = Array.from({ length: heard.length + 1 }, (_, column) => column);
  for (const [index, word] of reference.entries()) {
    const next = [index + 1];
    for (const [column, other] of heard.entries()) {
      const replaced = (row[column] ?? 0) + (word === other ? 0 : 1);
      next.push(Math.min(replaced, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row[heard.length] ?? 0;
}
