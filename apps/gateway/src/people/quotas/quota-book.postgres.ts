import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { QuotaName } from '@throughline/contracts';
import type { Pool } from 'pg';
import { Repository, type EntityManager, type QueryDeepPartialEntity } from 'typeorm';
import { READ_POOL } from '../../kit/database/bounded-pool.js';
import { createProjectionQuery } from '../../adapters/projection/index.js';
import type { Month } from './month.js';
import { REGISTRATION, type HoldRequest, type QuotaBook, type QuotaWait } from './quota-book.js';
import { QuotaHoldEntity } from './quota.entity.js';
import { findShortage, mapQuotas, type QuotaAmounts, type QuotaLimits, type QuotaUses, type Shortage } from './quota.js';

/**
 * True while a hold `h` counts, given the projected step `p`. The rows of a commit change in one transaction, so a hold ends in
 * the moment in which its event counts.
 */
const IS_LIVE = `(h.expires_at is null or h.expires_at > now()) and case when h.step = '${REGISTRATION}'
    then not exists (select from projection.asset a where a.asset_id = h.asset_id)
    else p.attempt is null or p.attempt < h.attempt or (p.attempt = h.attempt and p.status in ('scheduled', 'running')) end`;
const WITH_STEP = 'left join projection.processing_step p on p.asset_id = h.asset_id and p.step = h.step';

const USED = `select owner, quota, sum(amount)::float8 as amount from projection.quota_usage
  where owner = any($1::text[]) and recorded_at >= $2 and recorded_at < $3 group by owner, quota`;
/** One statement, so that no event is between what was used and what is held. */
const USES = `select u.quota, u.amount::float8 as used, 0::float8 as held from (${USED}) u
  union all
  select h.quota, 0, sum(h.amount)::float8 from control.quota_hold h ${WITH_STEP}
  where h.owner = any($1::text[]::bpchar[]) and h.state = 'held' and not (h.asset_id = $4 and h.step = $5) and ${IS_LIVE} group by h.quota`;
const IS_COUNTED = `select exists (select from projection.asset where asset_id = $1) as counted`;
/** A wait is over once the projection has a later attempt that does not wait for a quota, or has no such wait for long. */
const REMOVE_ENDED = `delete from control.quota_hold d using (
    select h.asset_id, h.step, h.quota from control.quota_hold h ${WITH_STEP}
    where (h.state = 'held' and not (${IS_LIVE}))
      or (h.state = 'waiting' and coalesce(p.waiting_for, '') not like 'quota-%'
        and (p.attempt > h.attempt or h.since < now() - interval '1 hour'))
  ) e where d.asset_id = e.asset_id and d.step = e.step and d.quota = e.quota`;
/** The most waits of one quota of a library in a round, so that no library hides those of others. */
const MAX_WAITS = 500;
const WAITING = `select owner, asset_id::text as "assetId", step, quota, amount::float8 as amount from (
    select *, row_number() over (partition by owner, quota order by since, asset_id) as place
    from control.quota_hold where state = 'waiting') w
  where place <= $1 order by since, asset_id`;

interface UseRow {
  readonly quota: QuotaName;
  readonly used: number;
  readonly held: number;
}

const NO_ASSET = '00000000-0000-0000-0000-000000000000';

const addUp = (rows: readonly UseRow[], limits: QuotaLimits): QuotaUses =>
  mapQuotas((quota) => {
    const own = rows.filter((row) => row.quota === quota);
    const [used, held] = (['used', 'held'] as const).map((name) => own.reduce((sum, row) => sum + row[name], 0));
    return { used: used ?? 0, held: held ?? 0, limit: limits[quota] };
  });

const rowsOf = (request: HoldRequest, shortage: Shortage | undefined): QueryDeepPartialEntity<QuotaHoldEntity>[] => {
  const { owner, assetId, step, attempt, keptMs, needs } = request;
  const expiresAt = keptMs === undefined ? null : () => `now() + ${String(Math.round(keptMs))} * interval '1 ms'`;
  const state = shortage === undefined ? 'held' : 'waiting';
  const stored = shortage === undefined ? needs : [shortage];
  return stored.map(({ quota, amount }) => ({ assetId, step, quota, owner, attempt, amount, state, expiresAt }));
};

@Injectable()
export class PostgresQuotaBook implements QuotaBook {
  readonly #query: Pool['query'];

  constructor(
    @InjectRepository(QuotaHoldEntity) private readonly rows: Repository<QuotaHoldEntity>,
    @Inject(READ_POOL) pool: Pool,
  ) {
    this.#query = createProjectionQuery(pool);
  }

  async used(owners: readonly string[], { start, end }: Month): Promise<ReadonlyMap<string, QuotaAmounts>> {
    const { rows } = await this.#query<{ owner: string; quota: QuotaName; amount: number }>(USED, [owners, start, end]);
    const amountOf = (owner: string, quota: QuotaName): number =>
      rows.find((row) => row.owner === owner && row.quota === quota)?.amount ?? 0;
    return new Map(rows.map(({ owner }) => [owner, mapQuotas((quota) => amountOf(owner, quota))]));
  }

  uses(owner: string, limits: QuotaLimits, month: Month): Promise<QuotaUses> {
    return this.#usesWithout({ owner, limits, month, assetId: NO_ASSET, step: REGISTRATION });
  }

  hold(request: HoldRequest): Promise<Shortage | undefined> {
    return this.rows.manager.transaction(async (manager) => {
      await manager.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`quota:${request.owner}`]);
      // Reads over another connection see what the holders of the lock before this one have stored.
      if (request.step === REGISTRATION && (await this.#isCounted(request.assetId))) return undefined;
      const shortage = findShortage(request.needs, await this.#usesWithout(request));
      await this.#replace(manager, request, shortage);
      return shortage;
    });
  }

  async release(assetId: string): Promise<void> {
    await this.rows.delete({ assetId, step: REGISTRATION });
  }

  async waiting(): Promise<readonly QuotaWait[]> {
    return (await this.#query<QuotaWait>(WAITING, [MAX_WAITS])).rows;
  }

  async removeEnded(): Promise<number> {
    return (await this.#query(REMOVE_ENDED, [])).rowCount ?? 0;
  }

  async #usesWithout(of: Pick<HoldRequest, 'owner' | 'assetId' | 'step' | 'limits' | 'month'>): Promise<QuotaUses> {
    const { owner, assetId, step, limits, month } = of;
    const { rows } = await this.#query<UseRow>(USES, [[owner], month.start, month.end, assetId, step]);
    return addUp(rows, limits);
  }

  async #isCounted(assetId: string): Promise<boolean> {
    const { rows } = await this.#query<{ counted: boolean }>(IS_COUNTED, [assetId]);
    return rows[0]?.counted === true;
  }

  async #replace(manager: EntityManager, request: HoldRequest, shortage: Shortage | undefined): Promise<void> {
    const { assetId, step } = request;
    const holds = manager.withRepository(this.rows);
    await holds.delete({ assetId, step });
    // A refused registration waits for nothing: the client sends it again.
    if (shortage !== undefined && step === REGISTRATION) return;
    await holds.createQueryBuilder().insert().values(rowsOf(request, shortage)).execute();
  }
}
