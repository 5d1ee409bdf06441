import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, IsNull, MoreThan, Repository, type EntityManager } from 'typeorm';
import type { SharedItemId } from '../share-link-store.js';
import type { FeedChange, FeedKey, FeedStore, NewFeed, NewFeedItem } from './feed-store.js';
import { PodcastFeedEntity } from './podcast-feed.entity.js';
import { PodcastItemEntity } from './podcast-item.entity.js';
import { FEED_MEDIA, type FeedItem, type FeedMedia, type FeedSettings, type PodcastFeed } from './podcast-feed.js';

const IS_OPEN = 'feed.revoked_at is null and (feed.expires_at is null or feed.expires_at > now())';

const toMedia = (text: string): FeedMedia => {
  const media = FEED_MEDIA.find((one) => one === text);
  if (media === undefined)
    throw new Error(`The database has a podcast feed with the media '${text}', which this version does not support`);
  return media;
};

const toFeed = (row: PodcastFeedEntity): PodcastFeed => ({
  id: row.id,
  libraryId: row.libraryId,
  tag: row.tag ?? undefined,
  title: row.title,
  description: row.description,
  language: row.language ?? undefined,
  media: toMedia(row.media),
  asksFirst: row.asksFirst,
  madeBy: row.madeBy,
  createdAt: row.createdAt.toISOString(),
  renewedAt: row.renewedAt?.toISOString(),
  expiresAt: row.expiresAt?.toISOString(),
  fetches: row.fetches,
  lastFetchedAt: row.lastFetchedAt?.toISOString(),
  revokedAt: row.revokedAt?.toISOString(),
  revokedBy: row.revokedBy ?? undefined,
});

const toItem = (row: PodcastItemEntity): FeedItem => ({
  itemId: row.itemId,
  episodeId: row.episodeId,
  isListed: row.isListed,
  registeredAt: row.registeredAt.toISOString(),
  decidedAt: row.decidedAt.toISOString(),
  decidedBy: row.decidedBy ?? undefined,
});

const dateOf = (at: string | undefined): Date | null => (at === undefined ? null : new Date(at));

const columnsOf = ({ language, expiresAt, ...settings }: FeedSettings) => ({
  ...settings,
  language: language ?? null,
  expiresAt: dateOf(expiresAt),
});

/** A setting that is given as undefined is cleared. One that is not given has no column here. */
const givenColumnsOf = (change: Partial<FeedSettings>) => {
  const { language, expiresAt, ...settings } = change;
  return {
    ...settings,
    ...('language' in change && { language: language ?? null }),
    ...('expiresAt' in change && { expiresAt: dateOf(expiresAt) }),
  };
};

const rowsOf = (feedId: string, items: readonly NewFeedItem[]) =>
  items.map(({ registeredAt, decidedBy, ...item }) => ({
    feedId,
    ...item,
    registeredAt: new Date(registeredAt),
    decidedBy: decidedBy ?? null,
  }));

/** Serializes the requests that open feeds of one library, so that they cannot exceed the limit together. */
const lockFeedsOf = (manager: EntityManager, libraryId: string): Promise<unknown> =>
  manager.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`feeds ${libraryId}`]);

@Injectable()
export class PostgresFeedStore implements FeedStore {
  constructor(
    @InjectRepository(PodcastFeedEntity) private readonly feeds: Repository<PodcastFeedEntity>,
    @InjectRepository(PodcastItemEntity) private readonly items: Repository<PodcastItemEntity>,
  ) {}

  add(
    { id, hash, libraryId, tag, madeBy, ...settings }: NewFeed,
    items: readonly NewFeedItem[],
    most: number,
  ): Promise<PodcastFeed | 'too-many'> {
    return this.feeds.manager.transaction(async (manager) => {
      await lockFeedsOf(manager, libraryId);
      const feeds = manager.withRepository(this.feeds);
      if ((await this.#countOpen(manager, { libraryId })) >= most) return 'too-many';
      await feeds.insert({ id, hash, libraryId, tag: tag ?? null, madeBy, ...columnsOf(settings) });
      if (items.length > 0) await manager.withRepository(this.items).insert(rowsOf(id, items));
      return toFeed(await feeds.findOneByOrFail({ id }));
    });
  }

  async list(libraryId: string, most: number): Promise<readonly PodcastFeed[]> {
    const rows = await this.feeds
      .createQueryBuilder('feed')
      .where('feed.library_id = :libraryId', { libraryId })
      .orderBy(`case when ${IS_OPEN} then 0 else 1 end`)
      .addOrderBy('feed.created_at', 'DESC')
      .addOrderBy('feed.id', 'DESC')
      .limit(most)
      .getMany();
    return rows.map(toFeed);
  }

  async find(id: string): Promise<PodcastFeed | undefined> {
    const row = await this.feeds.findOneBy({ id });
    return row === null ? undefined : toFeed(row);
  }

  async findByHash(hash: string): Promise<PodcastFeed | undefined> {
    const row = await this.feeds.findOneBy({ hash });
    return row === null ? undefined : toFeed(row);
  }

  change({ libraryId, id }: FeedKey, change: Partial<FeedSettings>, most: number): Promise<FeedChange | 'too-many' | undefined> {
    return this.feeds.manager.transaction(async (manager) => {
      const columns = givenColumnsOf(change);
      if ('expiresAt' in columns) await lockFeedsOf(manager, libraryId);
      const feeds = manager.withRepository(this.feeds);
      const where = { id, libraryId, revokedAt: IsNull() };
      const row = await feeds.findOne({ where, lock: { mode: 'pessimistic_write' } });
      if (row === null) return undefined;
      const before = toFeed(row);
      if (Object.keys(columns).length === 0) return { before, after: before };
      if ('expiresAt' in columns && (await this.#countOpen(manager, { libraryId, id })) === 0) {
        // The feed has expired, so its change may open it.
        if ((await this.#countOpen(manager, { libraryId })) >= most) return 'too-many';
      }
      await feeds.update(where, columns);
      return { before, after: toFeed(await feeds.findOneByOrFail({ id })) };
    });
  }

  async renew({ libraryId, id }: FeedKey, hash: string): Promise<PodcastFeed | undefined> {
    const { affected } = await this.feeds.update({ id, libraryId, revokedAt: IsNull() }, { hash, renewedAt: () => 'now()' });
    return affected === 1 ? this.find(id) : undefined;
  }

  async revoke({ libraryId, id, by }: FeedKey & { readonly by: string }): Promise<PodcastFeed | 'unchanged' | 'absent'> {
    const { affected } = await this.feeds.update(
      { id, libraryId, revokedAt: IsNull() },
      { revokedAt: () => 'now()', revokedBy: by },
    );
    const row = await this.feeds.findOneBy({ id, libraryId });
    if (row === null) return 'absent';
    return affected === 1 ? toFeed(row) : 'unchanged';
  }

  async countFetch(id: string): Promise<void> {
    await this.feeds.update({ id }, { fetches: () => 'fetches + 1', lastFetchedAt: () => 'now()' });
  }

  async join(feedId: string, items: readonly NewFeedItem[]): Promise<void> {
    if (items.length === 0) return;
    await this.items.createQueryBuilder().insert().values(rowsOf(feedId, items)).orIgnore().execute();
  }

  async decide(feedId: string, items: readonly NewFeedItem[]): Promise<void> {
    if (items.length === 0) return;
    const values = rowsOf(feedId, items).map((row) => ({ ...row, decidedAt: () => 'now()' }));
    await this.items
      .createQueryBuilder()
      .insert()
      .values(values)
      .orUpdate(['is_listed', 'decided_at', 'decided_by'], ['feed_id', 'item_id'])
      .execute();
  }

  async itemsOf(feedId: string, isListed: boolean, most: number): Promise<readonly FeedItem[]> {
    const order = { registeredAt: 'DESC', itemId: 'DESC' } as const;
    return (await this.items.find({ where: { feedId, isListed }, order, take: most })).map(toItem);
  }

  async decidedAmong(feedId: string, itemIds: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await this.items.find({ select: { itemId: true }, where: { feedId, itemId: In([...itemIds]) } });
    return new Set(rows.map(({ itemId }) => itemId));
  }

  async findEpisode(feedId: string, episodeId: string): Promise<FeedItem | undefined> {
    const row = await this.items.findOneBy({ feedId, episodeId });
    return row === null ? undefined : toItem(row);
  }

  async itemsAfter(itemId: string | undefined, most: number): Promise<readonly SharedItemId[]> {
    const rows = await this.items
      .createQueryBuilder('item')
      .select('item.item_id', 'item')
      .distinct(true)
      .where(itemId === undefined ? {} : { itemId: MoreThan(itemId) })
      .orderBy('item.item_id')
      .limit(most)
      .getRawMany<{ item: string }>();
    return rows.map(({ item }) => ({ itemId: item, kind: 'recording' }));
  }

  async removeOf(itemId: string): Promise<number> {
    return (await this.items.delete({ itemId })).affected ?? 0;
  }

  async removeEnded(keepDays: number): Promise<number> {
    const removed = await this.feeds
      .createQueryBuilder()
      .delete()
      .where(`least(expires_at, revoked_at) < now() - :days * interval '1 day'`, { days: keepDays })
      .execute();
    return removed.affected ?? 0;
  }

  #countOpen(manager: EntityManager, where: Partial<FeedKey>): Promise<number> {
    return manager.withRepository(this.feeds).createQueryBuilder('feed').where(where).andWhere(IS_OPEN).getCount();
  }
}
