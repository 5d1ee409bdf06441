import type { Token } from '../kit/provide.js';

/** Sends requests to the process that fills the index. */
export interface SearchService {
  /** Has the index filled again from the start of the log. Throws `no-search-service` if nobody answers. */
  refill(): Promise<void>;
}

export const SEARCH_SERVICE: Token<SearchService> = Symbol('SearchService');
