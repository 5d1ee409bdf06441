/** Search parameters of the address. */
export interface QuerySearch {
  readonly q?: string;
}

/** Reads the parameters of an address, which anybody may have typed. */
export const readQuerySearch = ({ q }: Readonly<Record<string, unknown>>): QuerySearch =>
  typeof q === 'string' && q !== '' ? { q } : {};

/** The parts that the server finds in a query. Words in quotes are one part. */
const PARTS = /-?(?:[a-z_]+:)?(?:["“”„«»‟][^"“”„«»‟]*["“”„«»‟]?|[^\s"“”„«»‟]+)/giu;
const FILTER = /^-?(?:sender|tag|speaker|kind|before|after|in):./isu;

export interface QueryFilter {
  /** The filter as it is written. */
  readonly text: string;
  /** Its place in the query. */
  readonly start: number;
}

/** Returns the filters of a query. */
export const listFilters = (q: string): readonly QueryFilter[] =>
  [...q.matchAll(PARTS)].flatMap(({ 0: text, index: start }) => (FILTER.test(text) ? [{ text, start }] : []));

/** Returns the query without this filter. */
export const removeFilter = (q: string, { text, start }: QueryFilter): string =>
  `${q.slice(0, start)}${q.slice(start + text.length)}`.replaceAll(/\s+/g, ' ').trim();
