import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { MoreThan, Repository } from 'typeorm';
import { ShareLinkEntity } from './share-link.entity.js';
import type { NewShareLink, SharedItemId, ShareLinkStore } from './share-link-store.js';
import { SHARED_KINDS, type ShareLink, type SharedKind } from './share-link.js';

const IS_OPEN = 'link.revoked_at is null and link.expires_at > now()';

const toKind = (text: string): SharedKind => {
  const kind = SHARED_KINDS.find((one) => one === text);
  if (kind === undefined)
    throw new Error(`The database has a share link of the kind '${text}', which this version does not support`);
  return kind;
};

const toLink = (row: ShareLinkEntity): ShareLink => ({
  id: row.id,
  libraryId: row.libraryId,
  itemId: row.itemId,
  kind: toKind(row.kind),
  passwordHash: row.passwordHash ?? undefined,
  download: row.download,
  madeBy: row.madeBy,
  createdAt: row.createdAt.toISOString(),
  expiresAt: row.expiresAt.toISOString(),
  opens: row.opens,
  lastOpenedAt: row.lastOpenedAt?.toISOString(),
  revokedAt: row.revokedAt?.toISOString(),
  revokedBy: row.revokedBy ?? undefined,
});

@Injectable()
export class PostgresShareLinkStore implements ShareLinkStore {
  constructor(@InjectRepository(ShareLinkEntity) private readonly links: Repository<ShareLinkEntity>) {}

  add({ passwordHash, expiresAt, ...link }: NewShareLink, most: number): Promise<ShareLink | 'too-many'> {
    return this.links.manager.transaction(async (manager) => {
      // Serializes the requests that share one item, so that they cannot exceed the limit together.
      await manager.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`share ${link.itemId}`]);
      const links = manager.withRepository(this.links);
      const open = await links
        .createQueryBuilder('link')
        .where(`link.item_id = :itemId and ${IS_OPEN}`, { itemId: link.itemId })
        .getCount();
      if (open >= most) return 'too-many';
      await links.insert({ ...link, passwordHash: passwordHash ?? null, expiresAt: new Date(expiresAt) });
      return toLink(await links.findOneByOrFail({ id: link.id }));
    });
  }

  async list(
    { libraryId, itemId }: { libraryId: string; itemId?: string | undefined },
    most: number,
  ): Promise<readonly ShareLink[]> {
    const query = this.links.createQueryBuilder('link').where('link.library_id = :libraryId', { libraryId });
    if (itemId !== undefined) query.andWhere('link.item_id = :itemId', { itemId });
    const rows = await query
      .orderBy(`case when ${IS_OPEN} then 0 else 1 end`)
      .addOrderBy('link.created_at', 'DESC')
      .addOrderBy('link.id', 'DESC')
      .limit(most)
      .getMany();
    return rows.map(toLink);
  }

  async revoke({
    libraryId,
    id,
    by,
  }: {
    libraryId: string;
    id: string;
    by: string;
  }): Promise<ShareLink | 'unchanged' | 'absent'> {
    const revoked = await this.links
      .createQueryBuilder()
      .update()
      .set({ revokedAt: () => 'now()', revokedBy: by })
      .where('id = :id and library_id = :libraryId and revoked_at is null', { id, libraryId })
      .execute();
    const row = await this.links.findOneBy({ id, libraryId });
    if (row === null) return 'absent';
    return revoked.affected === 1 ? toLink(row) : 'unchanged';
  }

  async find(id: string): Promise<ShareLink | undefined> {
    const row = await this.links.findOneBy({ id });
    return row === null ? undefined : toLink(row);
  }

  async findByHash(hash: string): Promise<ShareLink | undefined> {
    const row = await this.links.findOneBy({ hash });
    return row === null ? undefined : toLink(row);
  }

  async countOpening(id: string): Promise<void> {
    await this.links
      .createQueryBuilder()
      .update()
      .set({ opens: () => 'opens + 1', lastOpenedAt: () => 'now()' })
      .where({ id })
      .execute();
  }

  async itemsAfter(itemId: string | undefined, most: number): Promise<readonly SharedItemId[]> {
    const rows = await this.links
      .createQueryBuilder('link')
      .select(['link.item_id as item', 'link.kind as kind'])
      .distinct(true)
      .where(itemId === undefined ? {} : { itemId: MoreThan(itemId) })
      .orderBy('link.item_id')
      .limit(most)
      .getRawMany<{ item: string; kind: string }>();
    return rows.map(({ item, kind }) => ({ itemId: item, kind: toKind(kind) }));
  }

  async removeOf(itemId: string): Promise<number> {
    return (await this.links.delete({ itemId })).affected ?? 0;
  }

  async removeEnded(keepDays: number): Promise<number> {
    const removed = await this.links
      .createQueryBuilder()
      .delete()
      .where(`least(expires_at, revoked_at) < now() - :days * interval '1 day'`, { days: keepDays })
      .execute();
    return removed.affected ?? 0;
  }
}
