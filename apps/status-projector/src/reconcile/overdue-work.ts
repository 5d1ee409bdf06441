import { WORKER_SERVICES, type WorkerService } from '@throughline/contracts';
import { KEEPER_SERVICE, PREVIEW_SERVICE } from '@throughline/engine';
import type { Pool } from 'pg';
import { PROJECTION_SCHEMA } from '../schema/migrate.js';
import { identifier } from '../schema/migration.js';

export interface OverdueWork {
  readonly service: WorkerService;
  readonly assetId: string;
}

export interface SweepRange {
  readonly olderThanMs: number;
  /** Last asset of the previous sweep. Continuing after it keeps many healthy waiting assets from hiding a lost one. */
  readonly after?: string | undefined;
  readonly most?: number;
}

const isWorkerService = (name: string): name is WorkerService => WORKER_SERVICES.some((service) => service === name);

const MOST = 500;

const schema = identifier(PROJECTION_SCHEMA);

/** A step that is checked regularly has no time of its next check: its checks are not in the log (ADR 107). */
const IS_CHECKED_REGULARLY = `(status = 'scheduled' and waiting_for is not null and retry_at is null)`;

const OVERDUE_STEPS = `
  select asset_id, service from ${schema}.processing_step
  where status in ('scheduled', 'running') and service is not null
    and greatest(scheduled_at, not_before, started_at) < now() - make_interval(secs => $1)`;

/**
 * The previews have no row in `processing_step`, because no status depends on them (ADR 132). The first condition repeats that of
 * the index `asset_preview_open`. The times are compared as texts: a cast would fail for all items because of one impossible date.
 */
const OVERDUE_PREVIEWS = `
  select asset_id, '${PREVIEW_SERVICE}' from ${schema}.asset
  where state #>> '{preview,phase}' in ('scheduled', 'running') and state #> '{preview,isForeign}' is null
    and greatest(state #>> '{preview,scheduledAt}', state #>> '{preview,notBefore}', state #>> '{preview,startedAt}') collate "C"
      < to_char((now() - make_interval(secs => $1)) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const servicesOf = (work: string): string => `
with overdue as (${work})
select o.asset_id, array_agg(distinct o.service) as services
from overdue o join ${schema}.asset a using (asset_id)
where not a.quarantined and not a.needs_upgrade and ($2::uuid is null or o.asset_id > $2)
group by o.asset_id
order by o.asset_id
limit $3`;

/**
 * Steps and previews that have been queued or running for too long, and pauses and retention dates whose end has passed without effect.
 * Steps with a later `not_before` are excluded. Paused, cancelled and deleted items have no queued steps, but a running step of
 * a paused item may be dead.
 */
const OVERDUE = servicesOf(`${OVERDUE_STEPS} and not ${IS_CHECKED_REGULARLY}
  union all${OVERDUE_PREVIEWS}
  union all
  select asset_id, '${KEEPER_SERVICE}' from ${schema}.asset where pause_until < now() - make_interval(secs => $1)
  union all
  select asset_id, '${KEEPER_SERVICE}' from ${schema}.asset
  where expires_at < now() - make_interval(secs => $1) and status <> 'EXPIRED'`);

const CHECKED_REGULARLY = servicesOf(`${OVERDUE_STEPS} and ${IS_CHECKED_REGULARLY}`);

async function findWork(pool: Pool, query: string, { olderThanMs, after, most = MOST }: SweepRange): Promise<OverdueWork[]> {
  const { rows } = await pool.query<{ services: string[]; asset_id: string }>(query, [olderThanMs / 1_000, after ?? null, most]);
  return rows.flatMap(({ services, asset_id: assetId }) =>
    services.filter(isWorkerService).map((service) => ({ service, assetId })),
  );
}

/** Returns work that may be lost. Most of it is healthy but long; the service checks its work message, timer and lease. */
export const findOverdueWork = (pool: Pool, range: SweepRange): Promise<OverdueWork[]> => findWork(pool, OVERDUE, range);

/**
 * Returns waits that are checked regularly, after the time of their first check. Thousands may wait for the same dependency for
 * days, and nearly all of them are healthy, so they are not in `findOverdueWork`.
 */
export const findRegularWaits = (pool: Pool, range: SweepRange): Promise<OverdueWork[]> =>
  findWork(pool, CHECKED_REGULARLY, range);
