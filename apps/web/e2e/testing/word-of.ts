/** Returns a text from a part of the catalogue that the page reads by values of the API. */
export function wordOf(words: Readonly<Record<string, string>>, value: string): string {
  const word = words[value];
  if (word === undefined) throw new Error(`The catalogue has no text for ${value}`);
  return word;
}

/** Stands for any value in a text that `matching` gets. */
export const ANY = '\uFFFC';

const escape = (words: string): string => words.replaceAll(/[$()*+.?[\\\]^{|}]/gu, String.raw`\$&`);

/** Returns a pattern of whole texts: `matching(words.left(ANY))` for `3 min left`. */
export const matching = (...texts: readonly string[]): RegExp =>
  new RegExp(`^(?:${texts.map((words) => words.split(ANY).map(escape).join('.*')).join('|')})$`, 'u');
