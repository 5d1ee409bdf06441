import { WORKER_SERVICES, type WorkerService } from '@throughline/contracts';
import { KEEPER_SERVICE } from '@throughline/engine';
import type { Pool } from 'pg';
import { PROJECTION_SCHEMA } from '../schema/migrate.js';
import { identifier } from '../schema/migration.js';

export interface OverdueWork {
  readonly service: WorkerService;
  readonly assetId: string;
}

export interface SweepRange {
  readonly olderThanMs: number;
  /** The asset that the sweep before ended at: many that wait for good reasons must not keep a lost one from being seen. */
  readonly after?: string | undefined;
  readonly most?: number;
}

const isWorkerService = (name: string): name is WorkerService => WORKER_SERVICES.some((service) => service === name);

/** Assets in one sweep at most; the next one goes on behind the last. */
const MOST = 500;

const schema = identifier(PROJECTION_SCHEMA);

/**
 * Steps that are queued or running for longer than work should take to show a sign, and ends of pauses and retention dates
 * that have passed without effect. What waits until later is not among it, however much there is of it, and a paused,
 * cancelled or deleted item has nothing in a queue: what still runs of a paused one may be as dead as any.
 */
const OVERDUE = `
with overdue as (
  select asset_id, service from ${schema}.processing_step
  where status in ('scheduled', 'running') and service is not null
    and greatest(scheduled_at, not_before, started_at) < now() - make_interval(secs => $1)
  union all
  select asset_id, $4 from ${schema}.asset where pause_until < now() - make_interval(secs => $1)
  union all
  select asset_id, $4 from ${schema}.asset where expires_at < now() - make_interval(secs => $1) and status <> 'EXPIRED'
)
select o.asset_id, array_agg(distinct o.service) as services
from overdue o join ${schema}.asset a using (asset_id)
where not a.quarantined and not a.needs_upgrade and ($2::uuid is null or o.asset_id > $2)
group by o.asset_id
order by o.asset_id
limit $3`;

/** Most of it is healthy and long; what is not, its service finds out when it looks: no work message, no timer, a dead lease. */
export async function overdueWork(pool: Pool, { olderThanMs, after, most = MOST }: SweepRange): Promise<OverdueWork[]> {
  const { rows } = await pool.query<{ services: string[]; asset_id: string }>(OVERDUE, [
    olderThanMs / 1_000,
    after ?? null,
    most,
    KEEPER_SERVICE,
  ]);
  return rows.flatMap(({ services, asset_id: assetId }) =>
    services.filter(isWorkerService).map((service) => ({ service, assetId })),
  );
}
