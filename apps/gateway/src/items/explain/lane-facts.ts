import type { WorkerService } from '@throughline/contracts';
import type { LaneAvailability, WorkerRegistry } from '../../workers/index.js';

export interface LaneFacts {
  readonly state: LaneAvailability['state'];
  readonly says: string;
  readonly workers: number | null;
  readonly concurrency: number | null;
  readonly busy: number | null;
  /** Time since which no worker has been heard from. */
  readonly since: string | null;
}

export interface LaneQuery {
  readonly service: WorkerService;
  readonly lane: string;
  /** Worker that holds the step. Only the others are counted. */
  readonly beside: string | undefined;
  /** Why nothing can be stored: workers then neither get work nor record its end. */
  readonly storageProblem: string | undefined;
}

const countWorkers = (workers: number, other: string): string =>
  workers === 1 ? `1${other} worker serves` : `${String(workers)}${other} workers serve`;

export function laneFacts(
  registry: Pick<WorkerRegistry, 'laneOf'>,
  { service, lane, beside, storageProblem }: LaneQuery,
): LaneFacts {
  if (storageProblem !== undefined) {
    const says = `${storageProblem}. Steps wait for space, and then continue by themselves.`;
    return { state: 'unknown', says, workers: null, concurrency: null, busy: null, since: null };
  }
  const found = registry.laneOf(service, lane, beside);
  const name = `${service}/${lane}`;
  const other = beside === undefined ? '' : ' other';
  switch (found.state) {
    case 'served': {
      const { workers, concurrency, busy } = found;
      const places = `${String(busy)} of ${String(concurrency)} ${concurrency === 1 ? 'place' : 'places'} taken`;
      return {
        state: 'served',
        says: `${countWorkers(workers, other)} lane ${name}, with ${places}.`,
        workers,
        concurrency,
        busy,
        since: null,
      };
    }
    case 'unserved': {
      // In a lane with a lease holder, the last heartbeat may have been the holder's own.
      const since = beside === undefined ? found.since : null;
      return {
        state: 'unserved',
        says: `No${other} worker serves lane ${name}${since === null ? '' : `; the last one was heard at ${since}`}.`,
        workers: 0,
        concurrency: 0,
        busy: 0,
        since,
      };
    }
    case 'unknown':
      return {
        state: 'unknown',
        says: `This server started recently and does not know yet which workers serve lane ${name}.`,
        workers: null,
        concurrency: null,
        busy: null,
        since: null,
      };
  }
}
