/** So much of it goes into the search; all of it is a file. */
export const SEARCHED = 20_000;

/** The beginning of a text in whole characters. The text may be millions: no more of it is taken apart than can be kept. */
export const searchedOf = (text: string): string =>
  Array.from(text.slice(0, 2 * SEARCHED))
    .slice(0, SEARCHED)
    .join('');
