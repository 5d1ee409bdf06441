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

const counted = (workers: number): string => (workers === 1 ? '1 worker serves' : `${String(workers)} workers serve`);

export function laneFacts(registry: Pick<WorkerRegistry, 'laneOf'>, service: WorkerService, lane: string): LaneFacts {
  const found = registry.laneOf(service, lane);
  const name = `${service}/${lane}`;
  switch (found.state) {
    case 'served': {
      const { workers, concurrency, busy } = found;
      const places = `${String(busy)} of ${String(concurrency)} ${concurrency === 1 ? 'place' : 'places'} taken`;
      return {
        state: 'served',
        says: `${counted(workers)} lane ${name}, with ${places}.`,
        workers,
        concurrency,
        busy,
        since: null,
      };
    }
    case 'unserved':
      return {
        state: 'unserved',
        says: `No worker serves lane ${name}; this server has heard of none since ${found.since}.`,
        workers: 0,
        concurrency: 0,
        busy: 0,
        since: found.since,
      };
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
