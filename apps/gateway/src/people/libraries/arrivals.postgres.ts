import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { newId } from '@throughline/contracts';
import type { Position } from '@throughline/event-store';
import { GatheredCalls } from '../../kit/database/gathered-calls.js';
import { Arrivals } from '../../adapters/log/index.js';
import { Repository, type EntityManager } from 'typeorm';
import { ArrivalEntity } from './arrival.entity.js';

/** An arrival whose gateway has died, or whose row is never projected, keeps its library this long. */
const KEPT_MS = 3_600_000;
const REMOVED_AT_ONCE = 50;

/** Locks the rows of the libraries against their removal. Arrivals of other gateways do not wait. */
const BEGIN = `
  with ended as (
    delete from control.arrival where id in
      (select id from control.arrival where expires_at <= now() limit ${String(REMOVED_AT_ONCE)} for update skip locked))
  insert into control.arrival (id, asset_id, library_id, expires_at)
  select a.id, a.asset_id, l.id, now() + $4 * interval '1 ms' from unnest($1::uuid[], $2::uuid[], $3::text[]) a (id, asset_id, library_id)
  join control.library l on l.id = a.library_id for key share of l returning id`;

const LAND = `update control.arrival a set position = l.position from unnest($1::uuid[], $2::bigint[]) l (id, position)
  where a.id = l.id`;

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

interface NewArrival {
  readonly id: string;
  readonly assetId: string;
  readonly libraryId: string;
}
interface Landing {
  readonly id: string;
  readonly position: Position;
}

/** Items that arrive at the same time, as in an import, share their statements. */
@Injectable()
export class PostgresArrivals extends Arrivals {
  readonly #begun: GatheredCalls<NewArrival, boolean>;
  readonly #landed: GatheredCalls<Landing, undefined>;

  constructor(@InjectRepository(ArrivalEntity) private readonly arrivals: Repository<ArrivalEntity>) {
    super();
    this.#begun = new GatheredCalls((all) => this.#begin(all));
    this.#landed = new GatheredCalls((all) => this.#land(all));
  }

  async begin(assetId: string, libraryId: string): Promise<string | undefined> {
    const id = newId();
    return (await this.#begun.call({ id, assetId, libraryId })) ? id : undefined;
  }

  async land(id: string, position: Position): Promise<void> {
    await this.#landed.call({ id, position });
  }

  async cancel(id: string): Promise<void> {
    await this.arrivals.delete({ id });
  }

  async #begin(all: readonly NewArrival[]): Promise<readonly boolean[]> {
    const columns = [all.map(({ id }) => id), all.map(({ assetId }) => assetId), all.map(({ libraryId }) => libraryId)];
    const rows = await this.arrivals.query<{ id: string }[]>(BEGIN, [...columns, KEPT_MS]);
    const begun = new Set(rows.map(({ id }) => id));
    return all.map(({ id }) => begun.has(id));
  }

  async #land(all: readonly Landing[]): Promise<readonly undefined[]> {
    await this.arrivals.query(LAND, [all.map(({ id }) => id), all.map(({ position }) => position)]);
    return all.map(() => undefined);
  }
}
