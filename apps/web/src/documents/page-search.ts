/** Search parameters of the address of a document. */
export interface PageSearch {
  /** The page at which it is opened. The first page is 1. */
  readonly page?: string;
}

/** Reads the parameters of an address, which anybody may have typed. */
export const readPage = ({ page }: Readonly<Record<string, unknown>>): PageSearch =>
  typeof page === 'string' && /^[1-9]\d{0,4}$/.test(page) ? { page } : {};
