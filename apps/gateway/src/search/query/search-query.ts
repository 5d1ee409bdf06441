export const ITEM_KINDS = ['recording', 'session', 'document'] as const;
export type ItemKindName = (typeof ITEM_KINDS)[number];

/** Filters by a text that is data of the item. */
export type FilterName = 'sender' | 'tag' | 'speaker';
export type DateBound = 'before' | 'after';

/** A word, also as the beginning of a word, or several words that follow each other. */
export interface SearchTerm {
  readonly kind: 'word' | 'prefix' | 'phrase';
  readonly text: string;
}

export type SearchFilter =
  | { readonly name: FilterName; readonly value: string; readonly isNegated: boolean }
  | { readonly name: 'kind'; readonly value: ItemKindName; readonly isNegated: boolean };

export interface SearchQuery {
  /** Every one must match. */
  readonly terms: readonly SearchTerm[];
  /** None may match. */
  readonly excluded: readonly SearchTerm[];
  readonly filters: readonly SearchFilter[];
  readonly isInTitle: boolean;
  /** Exclusive, ISO. */
  readonly before?: string;
  /** Inclusive, ISO. */
  readonly after?: string;
}

/** Returns true if the query names nothing to look for. */
export const isEmptyQuery = ({ terms, filters, before, after }: SearchQuery): boolean =>
  terms.length === 0 && filters.length === 0 && before === undefined && after === undefined;
