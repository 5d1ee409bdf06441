import type { Token } from '../../kit/provide.js';
import type { SharedItemId } from '../share-link-store.js';
import type { PublishedItem, PublishedSet, SetKind, SetSettings } from './published-set.js';

export interface NewSet extends SetSettings {
  readonly id: string;
  readonly kind: SetKind;
  /** Hash of the code in the address. */
  readonly hash: string;
  readonly libraryId: string;
  readonly tag: string | undefined;
  readonly madeBy: string;
}

export type NewItem = Pick<PublishedItem, 'itemId' | 'episodeId' | 'isListed' | 'registeredAt' | 'decidedBy'>;

/** A set of the wrong kind is absent. */
export interface SetKey {
  readonly libraryId: string;
  readonly kind: SetKind;
  readonly id: string;
}

export interface SetChange {
  readonly before: PublishedSet;
  readonly after: PublishedSet;
}

export interface PublishedSetStore {
  /** Adds a set with its first items, if its library has fewer open ones of its kind than `most`. Atomic. */
  add(set: NewSet, items: readonly NewItem[], most: number): Promise<PublishedSet | 'too-many'>;
  /** Returns the sets of a library: the open ones, then the others, each newest first. */
  list(of: Omit<SetKey, 'id'>, most: number): Promise<readonly PublishedSet[]>;
  find(id: string): Promise<PublishedSet | undefined>;
  findByHash(hash: string): Promise<PublishedSet | undefined>;
  /**
   * Changes the given settings of a set that is not revoked, and keeps the others. A change that opens an expired set needs a library
   * with fewer open ones of its kind than `most`. Atomic.
   */
  change(key: SetKey, change: Partial<SetSettings>, most: number): Promise<SetChange | 'too-many' | undefined>;
  /** Replaces the code of a set that is not revoked. */
  renew(key: SetKey, hash: string): Promise<PublishedSet | undefined>;
  revoke(key: SetKey & { readonly by: string }): Promise<PublishedSet | 'unchanged' | 'absent'>;
  countFetch(id: string): Promise<void>;
  /** Adds decisions. A recording that has one keeps it, and its id in the set. */
  join(setId: string, items: readonly NewItem[]): Promise<void>;
  /** Adds or replaces decisions. A recording keeps its id in the set. */
  decide(setId: string, items: readonly NewItem[]): Promise<void>;
  /** Returns the items that are listed, or those left out, the latest registered first. */
  itemsOf(setId: string, isListed: boolean, most: number): Promise<readonly PublishedItem[]>;
  /** Returns those of the recordings that have a decision. */
  decidedAmong(setId: string, itemIds: readonly string[]): Promise<ReadonlySet<string>>;
  findEpisode(setId: string, episodeId: string): Promise<PublishedItem | undefined>;
  /** Returns recordings with decisions, by id. */
  itemsAfter(itemId: string | undefined, most: number): Promise<readonly SharedItemId[]>;
  /** Returns the number of removed decisions. */
  removeOf(itemId: string): Promise<number>;
  /** Removes sets that ended before `keepDays`. */
  removeEnded(keepDays: number): Promise<number>;
}

export const PUBLISHED_SET_STORE: Token<PublishedSetStore> = Symbol('PublishedSetStore');
