/** Search parameters of the address. */
export interface QuerySearch {
  readonly q?: string;
}

/** Reads the parameters of an address, which anybody may have typed. */
export const readQuerySearch = ({ q }: Readonly<Record<string, unknown>>): QuerySearch =>
  typeof q === 'string' && q !== '' ? { q } : {};

const FILTER = /(?<=^|\s)-?(?:sender|tag|speaker|kind|before|after|in):(?:"[^"]*"?|[^\s"]+)/giu;

/** Returns the filters of a query as they are written. */
export const listFilters = (q: string): readonly string[] => q.match(FILTER) ?? [];

/** Removes the first filter that is written like this. */
export const removeFilter = (q: string, filter: string): string => {
  const start = q.indexOf(filter);
  return start === -1 ? q : `${q.slice(0, start)}${q.slice(start + filter.length)}`.replaceAll(/\s+/g, ' ').trim();
};
