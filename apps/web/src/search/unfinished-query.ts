export const LONGEST_QUERY = 500;

/** Returns the characters of a query as the server counts them. */
export const countCharacters = (q: string): number => Array.from(q).length;

/** The last word is being typed. Filters and phrases are answered once they are complete. */
const ENDS_IN_WORD = /(?:^|\s)(?:[\p{L}\p{N}]\p{M}*){2,}$/u;
/** A filter whose value is still to be typed, or stands after a space by mistake. Its refusal would come while people type. */
const OPEN_FILTER = /(?:^|\s)-?(?:sender|tag|speaker|kind|before|after|in):(?:\s|$)/iu;
const QUOTES = /["“”„«»‟]/gu;

/** Returns the query for a text that is being typed: its last word may be the beginning of one. Undefined if it cannot be asked yet. */
export function findUnfinishedQuery(typed: string): string | undefined {
  const isOpen = (typed.match(QUOTES)?.length ?? 0) % 2 === 1;
  const isWaiting = isOpen || OPEN_FILTER.test(typed) || typed.length >= LONGEST_QUERY;
  return isWaiting || !ENDS_IN_WORD.test(typed) ? undefined : `${typed.trim()}*`;
}
