import type { FeedChange, FeedKey, FeedStore, NewFeed, NewFeedItem } from '../sharing/feeds/feed-store.js';
import type { FeedItem, FeedSettings, PodcastFeed } from '../sharing/feeds/podcast-feed.js';
import { isOpenAt } from '../sharing/share-link.js';
import type { SharedItemId } from '../sharing/share-link-store.js';

type Row = PodcastFeed & { readonly hash: string };

const DAY_MS = 86_400_000;

const toFeed = ({ hash: _hash, ...feed }: Row): PodcastFeed => feed;

const latestFirst = (a: FeedItem, b: FeedItem): number =>
  b.registeredAt.localeCompare(a.registeredAt) || b.itemId.localeCompare(a.itemId);

export class MemoryFeedStore implements FeedStore {
  readonly #rows = new Map<string, Row>();
  /** By feed, then by item. */
  readonly #items = new Map<string, Map<string, FeedItem>>();

  constructor(private readonly now: () => Date = () => new Date()) {}

  async add(feed: NewFeed, items: readonly NewFeedItem[], most: number): Promise<PodcastFeed | 'too-many'> {
    if (this.#countOpen(feed.libraryId) >= most) return 'too-many';
    const row: Row = {
      ...feed,
      createdAt: this.now().toISOString(),
      renewedAt: undefined,
      fetches: 0,
      lastFetchedAt: undefined,
      revokedAt: undefined,
      revokedBy: undefined,
    };
    this.#rows.set(feed.id, row);
    await this.join(feed.id, items);
    return toFeed(row);
  }

  list(libraryId: string, most: number): Promise<readonly PodcastFeed[]> {
    const rows = [...this.#rows.values()].filter((row) => row.libraryId === libraryId).reverse();
    const isOpen = (row: Row): boolean => isOpenAt(row, this.now());
    return Promise.resolve([...rows.filter(isOpen), ...rows.filter((row) => !isOpen(row))].slice(0, most).map(toFeed));
  }

  find(id: string): Promise<PodcastFeed | undefined> {
    const row = this.#rows.get(id);
    return Promise.resolve(row && toFeed(row));
  }

  findByHash(hash: string): Promise<PodcastFeed | undefined> {
    const row = [...this.#rows.values()].find((one) => one.hash === hash);
    return Promise.resolve(row && toFeed(row));
  }

  async change(key: FeedKey, change: Partial<FeedSettings>, most: number): Promise<FeedChange | 'too-many' | undefined> {
    const before = this.#rows.get(key.id);
    if (before === undefined) return undefined;
    const opens = !isOpenAt(before, this.now()) && before.revokedAt === undefined && 'expiresAt' in change;
    if (opens && before.libraryId === key.libraryId && this.#countOpen(key.libraryId) >= most) return 'too-many';
    const after = await this.#replace(key, change);
    return after && { before: toFeed(before), after };
  }

  renew(key: FeedKey, hash: string): Promise<PodcastFeed | undefined> {
    return this.#replace(key, { hash, renewedAt: this.now().toISOString() });
  }

  async revoke({ by, ...key }: FeedKey & { readonly by: string }): Promise<PodcastFeed | 'unchanged' | 'absent'> {
    if (this.#rows.get(key.id)?.libraryId !== key.libraryId) return 'absent';
    return (await this.#replace(key, { revokedAt: this.now().toISOString(), revokedBy: by })) ?? 'unchanged';
  }

  countFetch(id: string): Promise<void> {
    const row = this.#rows.get(id);
    if (row !== undefined) this.#rows.set(id, { ...row, fetches: row.fetches + 1, lastFetchedAt: this.now().toISOString() });
    return Promise.resolve();
  }

  join(feedId: string, items: readonly NewFeedItem[]): Promise<void> {
    const known = this.#itemsOf(feedId);
    return this.decide(
      feedId,
      items.filter(({ itemId }) => !known.has(itemId)),
    );
  }

  decide(feedId: string, items: readonly NewFeedItem[]): Promise<void> {
    const known = this.#itemsOf(feedId);
    for (const item of items) {
      const { episodeId, registeredAt } = known.get(item.itemId) ?? item;
      known.set(item.itemId, { ...item, episodeId, registeredAt, decidedAt: this.now().toISOString() });
    }
    return Promise.resolve();
  }

  itemsOf(feedId: string, isListed: boolean, most: number): Promise<readonly FeedItem[]> {
    const items = [...this.#itemsOf(feedId).values()].filter((item) => item.isListed === isListed);
    return Promise.resolve(items.sort(latestFirst).slice(0, most));
  }

  decidedAmong(feedId: string, itemIds: readonly string[]): Promise<ReadonlySet<string>> {
    const known = this.#itemsOf(feedId);
    return Promise.resolve(new Set(itemIds.filter((id) => known.has(id))));
  }

  findEpisode(feedId: string, episodeId: string): Promise<FeedItem | undefined> {
    return Promise.resolve([...this.#itemsOf(feedId).values()].find((item) => item.episodeId === episodeId));
  }

  itemsAfter(after: string | undefined, most: number): Promise<readonly SharedItemId[]> {
    const ids = new Set([...this.#items.values()].flatMap((items) => [...items.keys()]));
    const page = [...ids].sort().filter((id) => after === undefined || id > after);
    return Promise.resolve(page.slice(0, most).map((itemId) => ({ itemId, kind: 'recording' })));
  }

  removeOf(itemId: string): Promise<number> {
    return Promise.resolve([...this.#items.values()].filter((items) => items.delete(itemId)).length);
  }

  removeEnded(keepDays: number): Promise<number> {
    const before = this.now().getTime() - keepDays * DAY_MS;
    const isOver = (at: string | undefined): boolean => at !== undefined && Date.parse(at) < before;
    return Promise.resolve(this.#remove(({ expiresAt, revokedAt }) => isOver(expiresAt) || isOver(revokedAt)));
  }

  /** The rows of a deleted account. */
  forget(userId: string, libraries: readonly string[]): void {
    this.#remove(({ madeBy, libraryId }) => madeBy === userId || libraries.includes(libraryId));
  }

  #countOpen(libraryId: string): number {
    return [...this.#rows.values()].filter((row) => row.libraryId === libraryId && isOpenAt(row, this.now())).length;
  }

  #itemsOf(feedId: string): Map<string, FeedItem> {
    const items = this.#items.get(feedId) ?? new Map<string, FeedItem>();
    this.#items.set(feedId, items);
    return items;
  }

  #replace({ libraryId, id }: FeedKey, change: Partial<Row>): Promise<PodcastFeed | undefined> {
    const row = this.#rows.get(id);
    if (row?.libraryId !== libraryId || row.revokedAt !== undefined) return Promise.resolve(undefined);
    const changed = { ...row, ...change };
    this.#rows.set(id, changed);
    return Promise.resolve(toFeed(changed));
  }

  #remove(isMeant: (row: Row) => boolean): number {
    const meant = [...this.#rows.values()].filter(isMeant);
    for (const { id } of meant) {
      this.#rows.delete(id);
      this.#items.delete(id);
    }
    return meant.length;
  }
}
