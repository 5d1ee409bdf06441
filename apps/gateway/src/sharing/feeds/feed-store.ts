import type { Token } from '../../kit/provide.js';
import type { SharedItemId } from '../share-link-store.js';
import type { FeedItem, FeedSettings, PodcastFeed } from './podcast-feed.js';

export interface NewFeed extends FeedSettings {
  readonly id: string;
  /** Hash of the code in the address. */
  readonly hash: string;
  readonly libraryId: string;
  readonly tag: string | undefined;
  readonly madeBy: string;
}

export type NewFeedItem = Pick<FeedItem, 'itemId' | 'episodeId' | 'isListed' | 'registeredAt' | 'decidedBy'>;

export interface FeedKey {
  readonly libraryId: string;
  readonly id: string;
}

export interface FeedChange {
  readonly before: PodcastFeed;
  readonly after: PodcastFeed;
}

export interface FeedStore {
  /** Adds a feed with its first items, if its library has fewer open ones than `most`. Atomic. */
  add(feed: NewFeed, items: readonly NewFeedItem[], most: number): Promise<PodcastFeed | 'too-many'>;
  /** Returns the feeds of a library: the open ones, then the others, each newest first. */
  list(libraryId: string, most: number): Promise<readonly PodcastFeed[]>;
  find(id: string): Promise<PodcastFeed | undefined>;
  findByHash(hash: string): Promise<PodcastFeed | undefined>;
  /**
   * Changes the given settings of a feed that is not revoked, and keeps the others. A change that opens an expired feed needs a
   * library with fewer open ones than `most`. Atomic.
   */
  change(key: FeedKey, change: Partial<FeedSettings>, most: number): Promise<FeedChange | 'too-many' | undefined>;
  /** Replaces the code of a feed that is not revoked. */
  renew(key: FeedKey, hash: string): Promise<PodcastFeed | undefined>;
  revoke(key: FeedKey & { readonly by: string }): Promise<PodcastFeed | 'unchanged' | 'absent'>;
  countFetch(id: string): Promise<void>;
  /** Adds decisions. A recording that has one keeps it, and its episode. */
  join(feedId: string, items: readonly NewFeedItem[]): Promise<void>;
  /** Adds or replaces decisions. A recording keeps the id of its episode. */
  decide(feedId: string, items: readonly NewFeedItem[]): Promise<void>;
  /** Returns the items that are listed, or those left out, the latest registered first. */
  itemsOf(feedId: string, isListed: boolean, most: number): Promise<readonly FeedItem[]>;
  /** Returns those of the recordings that have a decision. */
  decidedAmong(feedId: string, itemIds: readonly string[]): Promise<ReadonlySet<string>>;
  findEpisode(feedId: string, episodeId: string): Promise<FeedItem | undefined>;
  /** Returns recordings with decisions, by id. */
  itemsAfter(itemId: string | undefined, most: number): Promise<readonly SharedItemId[]>;
  /** Returns the number of removed decisions. */
  removeOf(itemId: string): Promise<number>;
  /** Removes feeds that ended before `keepDays`. */
  removeEnded(keepDays: number): Promise<number>;
}

export const FEED_STORE: Token<FeedStore> = Symbol('FeedStore');
