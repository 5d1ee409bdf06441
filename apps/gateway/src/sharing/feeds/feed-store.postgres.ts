import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, IsNull, MoreThan, Repository } from 'typeorm';
import type { SharedItemId } from '../share-link-store.js';
import type { FeedKey, FeedStore, NewFeed, NewFeedItem } from './feed-store.js';
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

const columnsOf = ({ language, expiresAt, ...settings }: FeedSettings) => ({
  ...settings,
  language: language ?? null,
  expiresAt: expiresAt === undefined ? null : new Date(expiresAt),
});

const rowsOf = (feedId: string, items: readonly NewFeedItem[]) =>
  items.map(({ registeredAt, decidedBy, ...item }) => ({
    feedId,
    ...item,
    registeredAt: new Date(registeredAt),
    decidedBy: decidedBy ?? null,
  }));

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
      // Serializes the requests of one library, so that they cannot exceed the limit together.
      await manager.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`feeds ${libraryId}`]);
      const feeds = manager.withRepository(this.feeds);
      const open = await feeds
        .createQueryBuilder('feed')
        .where(`feed.library_id = :libraryId and ${IS_OPEN}`, { libraryId })
        .getCount();
      if (open >= most) return 'too-many';
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

  async change({ libraryId, id }: FeedKey, settings: FeedSettings): Promise<PodcastFeed | undefined> {
    const { affected } = await this.feeds.update({ id, libraryId, revokedAt: IsNull() }, columnsOf(settings));
    return affected === 1 ? this.find(id) : undefined;
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
}
