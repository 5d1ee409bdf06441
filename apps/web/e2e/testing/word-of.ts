/** Returns a text from a part of the catalogue that the page reads by values of the API. */
export function wordOf(words: Readonly<Record<string, string>>, value: string): string {
  const word = words[value];
  if (word === undefined) throw new Error(`The catalogue has no text for ${value}`);
  return word;
}
