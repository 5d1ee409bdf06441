import { pokeSubject, WORKER_SERVICES, type WorkerService } from '@throughline/contracts';
import type { Pool } from 'pg';
import type { Announcer } from '../project/announce.js';
import { PROJECTION_SCHEMA } from '../schema/migrate.js';
import { identifier } from '../schema/migration.js';

export interface OverdueWork {
  readonly service: WorkerService;
  readonly assetId: string;
}

const isWorkerService = (name: string): name is WorkerService => WORKER_SERVICES.some((service) => service === name);

/** Assets in one sweep at most; the next one goes on behind the last. */
const MOST = 500;

export interface SweepRange {
  readonly olderThanMs: number;
  /** The asset that the sweep before ended at: many that wait for good reasons must not keep a lost one from being seen. */
  readonly after?: string | undefined;
  readonly most?: number;
}

/**
 * Steps that are queued or running for longer than work should take to show a sign. Most are healthy and long; which ones
 * are not, their service finds out when it looks at them: no work message, no timer, a dead lease.
 */
export async function overdueWork(pool: Pool, { olderThanMs, after, most = MOST }: SweepRange): Promise<OverdueWork[]> {
  const schema = identifier(PROJECTION_SCHEMA);
  const { rows } = await pool.query<{ services: string[]; asset_id: string }>(
    `select p.asset_id, array_agg(distinct p.service) as services
     from ${schema}.processing_step p join ${schema}.asset a using (asset_id)
     where p.status in ('scheduled', 'running') and p.service is not null and not a.quarantined
       and greatest(p.scheduled_at, p.not_before, p.started_at) < now() - make_interval(secs => $1)
       and ($2::uuid is null or p.asset_id > $2)
     group by p.asset_id
     order by p.asset_id
     limit $3`,
    [olderThanMs / 1_000, after ?? null, most],
  );
  return rows.flatMap(({ services, asset_id: assetId }) =>
    services.filter(isWorkerService).map((service) => ({ service, assetId })),
  );
}

export interface Swept {
  readonly asked: number;
  /** Where the next sweep goes on; undefined: from the start. */
  readonly after: string | undefined;
}

/** Asks the services to look at what is overdue: even a lost queue or a lost timer heals. */
export async function sweep(pool: Pool, announcer: Announcer, range: SweepRange): Promise<Swept> {
  const overdue = await overdueWork(pool, range);
  for (const { service, assetId } of overdue) announcer.publish(pokeSubject(service), JSON.stringify({ assetId }));
  return { asked: overdue.length, after: overdue.at(-1)?.assetId };
}
