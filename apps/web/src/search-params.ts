/** Reads every parameter as text. The router's default reads `q=12` as a number. */
export const parseSearch = (search: string): Readonly<Record<string, string>> => Object.fromEntries(new URLSearchParams(search));

/** Writes the parameters that have a value, with the question mark. */
export function stringifySearch(search: Readonly<Record<string, unknown>>): string {
  const entries = Object.entries(search).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  const query = new URLSearchParams(entries).toString();
  return query === '' ? '' : `?${query}`;
}
