import type { WorkerService } from '@throughline/contracts';
import type { LaneService, WorkerRegistry } from '../workers/worker-registry.js';

/** Whether anybody takes the work that a step waits in. */
export interface LaneFacts {
  readonly state: LaneService['state'];
  readonly says: string;
  readonly workers: number | null;
  readonly concurrency: number | null;
  readonly busy: number | null;
  /** Since when nobody was heard of. */
  readonly since: string | null;
}

export interface LaneQuestion {
  readonly service: WorkerService;
  readonly lane: string;
  /** Asked is who else there is, beside the worker that has the step in hand. */
  readonly beside: string | undefined;
}

const counted = (workers: number, other: string): string =>
  workers === 1 ? `1${other} worker serves` : `${String(workers)}${other} workers serve`;

export function laneFacts(registry: Pick<WorkerRegistry, 'laneOf'>, { service, lane, beside }: LaneQuestion): LaneFacts {
  const found = registry.laneOf(service, lane, beside);
  const name = `${service}/${lane}`;
  const other = beside === undefined ? '' : ' other';
  switch (found.state) {
    case 'served': {
      const { workers, concurrency, busy } = found;
      const places = `${String(busy)} of ${String(concurrency)} ${concurrency === 1 ? 'place' : 'places'} taken`;
      return {
        state: 'served',
        says: `${counted(workers, other)} lane ${name}, with ${places}.`,
        workers,
        concurrency,
        busy,
        since: null,
      };
    }
    case 'unserved': {
      // Of a lane with a holder the last word may have been the holder's own.
      const since = beside === undefined ? found.since : null;
      return {
        state: 'unserved',
        says: `No${other} worker serves lane ${name}${since === null ? '' : `; this server has heard of none since ${since}`}.`,
        workers: 0,
        concurrency: 0,
        busy: 0,
        since,
      };
    }
    case 'unknown':
      return {
        state: 'unknown',
        says: `This server has not listened for long enough to know who serves lane ${name}.`,
        workers: null,
        concurrency: null,
        busy: null,
        since: null,
      };
  }
}
