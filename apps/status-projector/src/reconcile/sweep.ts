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

/** At most this many in one sweep; the longest waiting come first, the others with the next one. */
const MOST = 500;

/**
 * Steps that are queued or running for longer than work should take to show a sign. Most are healthy and long; which ones
 * are not, their service finds out when it looks at them: no work message, no timer, a dead lease.
 */
export async function overdueWork(pool: Pool, olderThanMs: number): Promise<OverdueWork[]> {
  const schema = identifier(PROJECTION_SCHEMA);
  const { rows } = await pool.query<{ service: string; asset_id: string }>(
    `select p.service, p.asset_id
     from ${schema}.processing_step p join ${schema}.asset a using (asset_id)
     where p.status in ('scheduled', 'running') and p.service is not null and not a.quarantined
       and greatest(p.scheduled_at, p.not_before, p.started_at) < now() - make_interval(secs => $1)
     group by p.service, p.asset_id
     order by min(greatest(p.scheduled_at, p.not_before, p.started_at))
     limit ${String(MOST)}`,
    [olderThanMs / 1_000],
  );
  return rows.flatMap(({ service, asset_id: assetId }) => (isWorkerService(service) ? [{ service, assetId }] : []));
}

/** Asks the services to look at what is overdue: even a lost queue or a lost timer heals. Answers how many were asked about. */
export async function sweep(pool: Pool, announcer: Announcer, olderThanMs: number): Promise<number> {
  const overdue = await overdueWork(pool, olderThanMs);
  for (const { service, assetId } of overdue) announcer.publish(pokeSubject(service), JSON.stringify({ assetId }));
  return overdue.length;
}
