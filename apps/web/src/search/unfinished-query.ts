export const LONGEST_QUERY = 500;

/** The last word is being typed. Filters and phrases are answered once they are complete. */
const ENDS_IN_WORD = /(?:^|\s)[\p{L}\p{N}]{2,}$/u;
const QUOTES = /["“”„«»‟]/gu;

/** Returns the query for a text that is being typed: its last word may be the beginning of one. Undefined if it cannot be asked yet. */
export function findUnfinishedQuery(typed: string): string | undefined {
  const isOpen = (typed.match(QUOTES)?.length ?? 0) % 2 === 1;
  return isOpen || typed.length >= LONGEST_QUERY || !ENDS_IN_WORD.test(typed) ? undefined : `${typed.trim()}*`;
}
