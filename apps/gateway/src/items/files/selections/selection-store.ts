import type { Token } from '../../../kit/provide.js';
import type { ArchivedPart } from '../selection-archive.js';

export const SELECTION_KEPT_MS = 3_600_000;
/** Each has up to 10,000 ids. A person downloads few archives at once. */
export const MOST_SELECTIONS = 20;

/** A user in the library in which the user has selected. */
export interface Selector {
  readonly userId: string;
  readonly libraryId: string;
}

export interface ItemSelection extends Selector {
  readonly id: string;
  readonly itemIds: readonly string[];
  readonly files: ArchivedPart;
}

/** Selections of items. Expired ones do not exist. All times are by one clock. */
export interface SelectionStore {
  /** Removes the oldest selections of a user who has more than `MOST_SELECTIONS`. Returns when the new one expires. */
  add(selection: ItemSelection): Promise<string>;
  /** Returns `undefined` for a selection of another user, or in another library. */
  find(by: Selector, id: string): Promise<ItemSelection | undefined>;
  removeExpired(): Promise<number>;
}

export const SELECTION_STORE: Token<SelectionStore> = Symbol('SelectionStore');
