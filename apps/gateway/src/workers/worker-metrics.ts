import type { Metrics, Sample } from '@throughline/service-kit';
import type { StallWatch } from './stall-watch.js';
import type { WorkerRegistry } from './worker-registry.js';

const LANE = ['service', 'lane'];

const workers = {
  throughline_workers: {
    help: 'Worker processes that this gateway hears; absent until it has listened long enough. For the whole installation: use max() over gateways',
    labels: ['service'],
  },
  throughline_lane_workers: {
    help: 'Worker processes that serve a lane; absent until this gateway has listened long enough. For the whole installation: use max() over gateways',
    labels: LANE,
  },
  throughline_lane_places: {
    help: 'Attempts that the workers of a lane can run at the same time. For the whole installation: use max() over gateways',
    labels: LANE,
  },
  throughline_lane_places_taken: {
    help: 'Attempts that the workers of a lane run now. For the whole installation: use max() over gateways',
    labels: LANE,
  },
};

const leases = {
  throughline_leases: {
    help: 'Lease holders by liveness: alive, stalled (lease expired, but running in the log) or unknown. For the whole installation: use max() over gateways',
    labels: ['state'],
  },
};

/** Reports the workers that this gateway has heard. Reports others as absent only after it has listened long enough. */
function sampleWorkers(registry: WorkerRegistry): readonly Sample<keyof typeof workers>[] {
  const services = registry
    .services()
    .filter((each) => each.workers > 0 || registry.isSure)
    .map(({ service, workers: value }) => ({ gauge: 'throughline_workers' as const, labels: { service }, value }));
  const lanes = registry.lanes().flatMap(({ service, lane }) => {
    const found = registry.laneOf(service, lane);
    if (found.state === 'unknown') return [];
    const { workers: present, concurrency, busy } = found.state === 'served' ? found : NOBODY;
    const labels = { service, lane };
    return [
      { gauge: 'throughline_lane_workers' as const, labels, value: present },
      { gauge: 'throughline_lane_places' as const, labels, value: concurrency },
      { gauge: 'throughline_lane_places_taken' as const, labels, value: busy },
    ];
  });
  return [...services, ...lanes];
}

const NOBODY = { workers: 0, concurrency: 0, busy: 0 };

/** Registers gauges of workers and leases that this gateway observes itself. They are absent while it cannot listen. */
export function registerWorkerMetrics(
  metrics: Metrics,
  seen: { registry: WorkerRegistry; stalls: Pick<StallWatch, 'census'> },
): void {
  const { registry, stalls } = seen;
  const isListening = (): boolean => registry.listeningSince !== undefined;
  metrics.state({ source: 'workers', gauges: workers, read: () => (isListening() ? sampleWorkers(registry) : []) });
  metrics.state({
    source: 'leases',
    gauges: leases,
    read: () =>
      isListening()
        ? Object.entries(stalls.census()).map(([state, value]) => ({
            gauge: 'throughline_leases' as const,
            labels: { state },
            value,
          }))
        : [],
  });
}
