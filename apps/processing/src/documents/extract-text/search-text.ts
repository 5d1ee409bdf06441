/** Characters that are indexed for search. The artifact holds the whole text. */
export const SEARCHED = 20_000;

/**
 * Returns the first characters of a text, without splitting a surrogate pair. Slices first, because the text may have millions
 * of characters.
 */
export const cutForSearch = (text: string): string =>
  Array.from(text.slice(0, 2 * SEARCHED))
    .slice(0, SEARCHED)
    .join('');
