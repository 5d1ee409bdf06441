import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { afterMs, isFuture, isPast } from '../../../kit/database/times.js';
import { ItemSelectionEntity } from './item-selection.entity.js';
import { MOST_SELECTIONS, SELECTION_KEPT_MS, type ItemSelection, type Selector, type SelectionStore } from './selection-store.js';

/** SQL: the selection expires by the database's clock. The outer query does not see the new row yet. */
const ADD = `
  with added as (
    insert into control.item_selection (id, user_id, library_id, item_ids, files, expires_at)
    values ($1, $2, $3, $4, $5, ${afterMs('$6')}) returning expires_at),
  removed as (
    delete from control.item_selection where id in (
      select id from control.item_selection where user_id = $2 order by expires_at desc, id desc offset $7))
  select expires_at from added`;

@Injectable()
export class PostgresSelectionStore implements SelectionStore {
  constructor(@InjectRepository(ItemSelectionEntity) private readonly selections: Repository<ItemSelectionEntity>) {}

  async add({ id, userId, libraryId, itemIds, files }: ItemSelection): Promise<string> {
    const values = [id, userId, libraryId, itemIds, files, SELECTION_KEPT_MS, MOST_SELECTIONS - 1];
    const [row] = await this.selections.query<{ expires_at: Date }[]>(ADD, values);
    if (row === undefined) throw new Error('the selection was not added');
    return row.expires_at.toISOString();
  }

  async find({ userId, libraryId }: Selector, id: string): Promise<ItemSelection | undefined> {
    const row = await this.selections.findOneBy({ id, userId, libraryId, expiresAt: isFuture() });
    return row === null ? undefined : { id, userId, libraryId, itemIds: row.itemIds, files: row.files };
  }

  async removeExpired(): Promise<number> {
    return (await this.selections.delete({ expiresAt: isPast() })).affected ?? 0;
  }
}
