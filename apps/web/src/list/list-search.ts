/** Search parameters of a list's address. */
export interface ListSearch {
  readonly q?: string;
  readonly show?: string;
  readonly tag?: string;
}

const isWords = (value: unknown): value is string => typeof value === 'string' && value !== '';

/** Reads the parameters of an address, which anybody may have typed. */
export const readListSearch = ({ q, show, tag }: Readonly<Record<string, unknown>>): ListSearch => ({
  ...(isWords(q) ? { q } : {}),
  ...(isWords(show) ? { show } : {}),
  ...(isWords(tag) ? { tag } : {}),
});
