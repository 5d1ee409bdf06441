import type { Token } from '../kit/provide.js';

/**
 * Why items are thought the same. `same_file`: their files have the same bytes. `same_amount`: the same sender, date and amount.
 * `same_title`: the same sender, date and title, without an amount. `similar_text`: nearly the same text.
 */
export const DUPLICATE_REASONS = ['same_file', 'same_amount', 'same_title', 'similar_text'] as const;
export type DuplicateReason = (typeof DUPLICATE_REASONS)[number];

export const DUPLICATE_KINDS = ['document', 'recording'] as const;
export type DuplicateKind = (typeof DUPLICATE_KINDS)[number];

/** The most items of a group that are shown, and the most items of one decision. */
export const MOST_ITEMS = 50;

export interface DuplicateGroup {
  readonly key: string;
  readonly kind: DuplicateKind;
  readonly reason: DuplicateReason;
  /** The oldest first; `MOST_ITEMS` at most. */
  readonly ids: readonly string[];
  readonly count: number;
  /** About how many percent of its text the least similar one has in common with the oldest one. Null for other reasons. */
  readonly likeness: number | null;
}

/** A place in the order of the groups: the one with the newest item first. */
export interface GroupPlace {
  /** When its newest item was registered. ISO, with microseconds. */
  readonly newest: string;
  readonly key: string;
}

export interface GroupQuery {
  readonly libraryId: string;
  /** Empty: all. */
  readonly kinds: readonly DuplicateKind[];
  /** Empty: all. */
  readonly reasons: readonly DuplicateReason[];
  readonly after: GroupPlace | undefined;
  readonly limit: number;
}

export interface GroupPage {
  readonly groups: readonly DuplicateGroup[];
  readonly next: GroupPlace | undefined;
  readonly total: number;
  /** False if nobody knows now which texts are similar: groups of that reason are missing. */
  readonly knowsTexts: boolean;
}

/** Items that a person keeps although they look the same. */
export interface KeptDuplicates {
  readonly id: string;
  readonly libraryId: string;
  /** Sorted. */
  readonly itemIds: readonly string[];
  /** ISO. */
  readonly keptAt: string;
}

export interface KeptPlace {
  readonly keptAt: string;
  readonly id: string;
}

export interface DuplicateStore {
  /**
   * Finds the groups of a library that are not decided: at least two of their items are in no decision together. Of items with the
   * same bytes, only the oldest is compared with others by what is in it. Of items with the same values, only the oldest is compared
   * by its text. Deleted items do not count.
   */
  groups(query: GroupQuery): Promise<GroupPage>;
  /** Stores a decision. Returns false if it is stored already. */
  keep(kept: Omit<KeptDuplicates, 'keptAt'>): Promise<boolean>;
  find(libraryId: string, id: string): Promise<KeptDuplicates | undefined>;
  /** Returns the decisions of a library, the newest first. */
  list(libraryId: string, after: KeptPlace | undefined, limit: number): Promise<readonly KeptDuplicates[]>;
  /** Returns false if there is no such decision. */
  remove(libraryId: string, id: string): Promise<boolean>;
  /** Removes what is known of items whose content is gone. Returns the number of removed rows. */
  removeGone(): Promise<number>;
}

export const DUPLICATE_STORE: Token<DuplicateStore> = Symbol('DuplicateStore');
