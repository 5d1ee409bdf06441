import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, IsNull, MoreThan, Repository, type EntityManager } from 'typeorm';
import type { SharedItemId } from '../share-link-store.js';
import type { SetChange, SetKey, PublishedSetStore, NewSet, NewItem } from './published-set-store.js';
import { PublishedSetEntity } from './published-set.entity.js';
import { PublishedItemEntity } from './published-item.entity.js';
import { SET_KINDS, SET_MEDIA, type PublishedItem, type PublishedSet, type SetKind, type SetSettings } from './published-set.js';

const IS_OPEN = 'published.revoked_at is null and (published.expires_at is null or published.expires_at > now())';

/** Returns the value of a column that this version supports. */
function supported<T extends string>(column: string, values: readonly T[], text: string): T {
  const found = values.find((one) => one === text);
  if (found === undefined)
    throw new Error(`The database has a published set with the ${column} '${text}', which this version does not support`);
  return found;
}

const toSet = (row: PublishedSetEntity): PublishedSet => ({
  id: row.id,
  kind: supported('kind', SET_KINDS, row.kind),
  libraryId: row.libraryId,
  tag: row.tag ?? undefined,
  title: row.title,
  description: row.description,
  language: row.language ?? undefined,
  media: supported('media', SET_MEDIA, row.media),
  asksFirst: row.asksFirst,
  origins: row.origins,
  madeBy: row.madeBy,
  createdAt: row.createdAt.toISOString(),
  renewedAt: row.renewedAt?.toISOString(),
  expiresAt: row.expiresAt?.toISOString(),
  fetches: row.fetches,
  lastFetchedAt: row.lastFetchedAt?.toISOString(),
  revokedAt: row.revokedAt?.toISOString(),
  revokedBy: row.revokedBy ?? undefined,
});

const toItem = (row: PublishedItemEntity): PublishedItem => ({
  itemId: row.itemId,
  episodeId: row.episodeId,
  isListed: row.isListed,
  registeredAt: row.registeredAt.toISOString(),
  decidedAt: row.decidedAt.toISOString(),
  decidedBy: row.decidedBy ?? undefined,
});

const dateOf = (at: string | undefined): Date | null => (at === undefined ? null : new Date(at));

const columnsOf = ({ language, expiresAt, origins, ...settings }: SetSettings) => ({
  ...settings,
  origins: [...origins],
  language: language ?? null,
  expiresAt: dateOf(expiresAt),
});

/** A setting that is given as undefined is cleared. One that is not given has no column here. */
const givenColumnsOf = (change: Partial<SetSettings>) => {
  const { language, expiresAt, origins, ...settings } = change;
  return {
    ...settings,
    ...(origins !== undefined && { origins: [...origins] }),
    ...('language' in change && { language: language ?? null }),
    ...('expiresAt' in change && { expiresAt: dateOf(expiresAt) }),
  };
};

const rowsOf = (setId: string, items: readonly NewItem[]) =>
  items.map(({ registeredAt, decidedBy, ...item }) => ({
    feedId: setId,
    ...item,
    registeredAt: new Date(registeredAt),
    decidedBy: decidedBy ?? null,
  }));

/** Serializes the requests that open sets of one kind in one library, so that they cannot exceed the limit together. */
const lockSetsOf = (manager: EntityManager, libraryId: string, kind: SetKind): Promise<unknown> =>
  manager.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`${kind}s ${libraryId}`]);

@Injectable()
export class PostgresPublishedSetStore implements PublishedSetStore {
  constructor(
    @InjectRepository(PublishedSetEntity) private readonly sets: Repository<PublishedSetEntity>,
    @InjectRepository(PublishedItemEntity) private readonly items: Repository<PublishedItemEntity>,
  ) {}

  add(
    { id, kind, hash, libraryId, tag, madeBy, ...settings }: NewSet,
    items: readonly NewItem[],
    most: number,
  ): Promise<PublishedSet | 'too-many'> {
    return this.sets.manager.transaction(async (manager) => {
      await lockSetsOf(manager, libraryId, kind);
      const sets = manager.withRepository(this.sets);
      if ((await this.#countOpen(manager, { libraryId, kind })) >= most) return 'too-many';
      await sets.insert({ id, kind, hash, libraryId, tag: tag ?? null, madeBy, ...columnsOf(settings) });
      if (items.length > 0) await manager.withRepository(this.items).insert(rowsOf(id, items));
      return toSet(await sets.findOneByOrFail({ id }));
    });
  }

  async list({ libraryId, kind }: Omit<SetKey, 'id'>, most: number): Promise<readonly PublishedSet[]> {
    const rows = await this.sets
      .createQueryBuilder('published')
      .where({ libraryId, kind })
      .orderBy(`case when ${IS_OPEN} then 0 else 1 end`)
      .addOrderBy('published.created_at', 'DESC')
      .addOrderBy('published.id', 'DESC')
      .limit(most)
      .getMany();
    return rows.map(toSet);
  }

  async find(id: string): Promise<PublishedSet | undefined> {
    const row = await this.sets.findOneBy({ id });
    return row === null ? undefined : toSet(row);
  }

  async findByHash(hash: string): Promise<PublishedSet | undefined> {
    const row = await this.sets.findOneBy({ hash });
    return row === null ? undefined : toSet(row);
  }

  change(
    { libraryId, kind, id }: SetKey,
    change: Partial<SetSettings>,
    most: number,
  ): Promise<SetChange | 'too-many' | undefined> {
    return this.sets.manager.transaction(async (manager) => {
      const columns = givenColumnsOf(change);
      if ('expiresAt' in columns) await lockSetsOf(manager, libraryId, kind);
      const sets = manager.withRepository(this.sets);
      const where = { id, kind, libraryId, revokedAt: IsNull() };
      const row = await sets.findOne({ where, lock: { mode: 'pessimistic_write' } });
      if (row === null) return undefined;
      const before = toSet(row);
      if (Object.keys(columns).length === 0) return { before, after: before };
      if ('expiresAt' in columns && (await this.#countOpen(manager, { libraryId, kind, id })) === 0) {
        // The set has expired, so its change may open it.
        if ((await this.#countOpen(manager, { libraryId, kind })) >= most) return 'too-many';
      }
      await sets.update(where, columns);
      return { before, after: toSet(await sets.findOneByOrFail({ id })) };
    });
  }

  async renew({ libraryId, kind, id }: SetKey, hash: string): Promise<PublishedSet | undefined> {
    const { affected } = await this.sets.update({ id, kind, libraryId, revokedAt: IsNull() }, { hash, renewedAt: () => 'now()' });
    return affected === 1 ? this.find(id) : undefined;
  }

  async revoke({ libraryId, kind, id, by }: SetKey & { readonly by: string }): Promise<PublishedSet | 'unchanged' | 'absent'> {
    const { affected } = await this.sets.update(
      { id, kind, libraryId, revokedAt: IsNull() },
      { revokedAt: () => 'now()', revokedBy: by },
    );
    const row = await this.sets.findOneBy({ id, kind, libraryId });
    if (row === null) return 'absent';
    return affected === 1 ? toSet(row) : 'unchanged';
  }

  async countFetch(id: string): Promise<void> {
    await this.sets.update({ id }, { fetches: () => 'fetches + 1', lastFetchedAt: () => 'now()' });
  }

  async join(setId: string, items: readonly NewItem[]): Promise<void> {
    if (items.length === 0) return;
    await this.items.createQueryBuilder().insert().values(rowsOf(setId, items)).orIgnore().execute();
  }

  async decide(setId: string, items: readonly NewItem[]): Promise<void> {
    if (items.length === 0) return;
    const values = rowsOf(setId, items).map((row) => ({ ...row, decidedAt: () => 'now()' }));
    await this.items
      .createQueryBuilder()
      .insert()
      .values(values)
      .orUpdate(['is_listed', 'decided_at', 'decided_by'], ['feed_id', 'item_id'])
      .execute();
  }

  async itemsOf(setId: string, isListed: boolean, most: number): Promise<readonly PublishedItem[]> {
    const order = { registeredAt: 'DESC', itemId: 'DESC' } as const;
    return (await this.items.find({ where: { feedId: setId, isListed }, order, take: most })).map(toItem);
  }

  async decidedAmong(setId: string, itemIds: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await this.items.find({ select: { itemId: true }, where: { feedId: setId, itemId: In([...itemIds]) } });
    return new Set(rows.map(({ itemId }) => itemId));
  }

  async findEpisode(setId: string, episodeId: string): Promise<PublishedItem | undefined> {
    const row = await this.items.findOneBy({ feedId: setId, episodeId });
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
    const removed = await this.sets
      .createQueryBuilder()
      .delete()
      .where(`least(expires_at, revoked_at) < now() - :days * interval '1 day'`, { days: keepDays })
      .execute();
    return removed.affected ?? 0;
  }

  #countOpen(manager: EntityManager, where: Partial<SetKey>): Promise<number> {
    return manager.withRepository(this.sets).createQueryBuilder('published').where(where).andWhere(IS_OPEN).getCount();
  }
}
