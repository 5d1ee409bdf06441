import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { newId } from '@throughline/contracts';
import type { Position } from '@throughline/event-store';
import { Repository, type EntityManager } from 'typeorm';
import { ArrivalEntity } from './arrival.entity.js';

/** An arrival whose gateway has died, or whose row is never projected, keeps its library this long. */
const KEPT_MS = 3_600_000;
const REMOVED_AT_ONCE = 50;

/** Locks the row of the library against its removal. Other arrivals do not wait. */
const BEGIN = `
  with ended as (
    delete from control.arrival where id in
      (select id from control.arrival where expires_at <= now() limit ${String(REMOVED_AT_ONCE)} for update skip locked))
  insert into control.arrival (id, asset_id, library_id, expires_at)
  select $1, $2, id, now() + $4 * interval '1 ms' from control.library where id = $3 for key share returning id`;

const IS_PENDING = `select exists (select from control.arrival where library_id = $1 and expires_at > now()
  and (position is null or not coalesce(PROJECTED, false))) as pending`;
const PROJECTED = `(select p.position >= arrival.position from projection.asset p where p.asset_id = arrival.asset_id)`;

/**
 * Returns true if an item is on its way into a library: rows of the projection do not have it yet. The caller has locked the
 * library, so no other arrival begins meanwhile.
 */
export async function hasArrivals(manager: EntityManager, libraryId: string): Promise<boolean> {
  const [{ exists }] = await manager.query<[{ exists: boolean }]>(`select to_regclass('projection.asset') is not null as exists`);
  const [{ pending }] = await manager.query<[{ pending: boolean }]>(
    IS_PENDING.replace('PROJECTED', exists ? PROJECTED : 'false'),
    [libraryId],
  );
  return pending;
}

/** Announces items before the log has them, so that a library is not removed under an item that no row shows yet. */
@Injectable()
export class Arrivals {
  constructor(@InjectRepository(ArrivalEntity) private readonly arrivals: Repository<ArrivalEntity>) {}

  /** Returns undefined if the library does not exist, or is just being removed. */
  async begin(assetId: string, libraryId: string): Promise<string | undefined> {
    const id = newId();
    const begun = await this.arrivals.query<unknown[]>(BEGIN, [id, assetId, libraryId, KEPT_MS]);
    return begun.length === 1 ? id : undefined;
  }

  async land(id: string, position: Position): Promise<void> {
    await this.arrivals.update({ id }, { position });
  }

  async cancel(id: string): Promise<void> {
    await this.arrivals.delete({ id });
  }
}
