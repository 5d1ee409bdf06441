import type { Metrics, Sample } from '@throughline/service-kit';
import type { StallWatch } from '../recordings/stall-watch.js';
import type { WorkerRegistry } from '../workers/worker-registry.js';

const LANE = ['service', 'lane'];

const workers = {
  throughline_workers: {
    help: 'Worker processes that this gateway hears of; absent while it cannot know. Of the whole installation: take max()',
    labels: ['service'],
  },
  throughline_lane_workers: {
    help: 'Worker processes that serve a lane, as this gateway hears; absent while it cannot know. Of the whole installation: take max()',
    labels: LANE,
  },
  throughline_lane_places: {
    help: 'Attempts that the workers of a lane can work on at the same time, as this gateway hears. Of the whole installation: take max()',
    labels: LANE,
  },
  throughline_lane_places_taken: {
    help: 'Attempts that the workers of a lane have in hand, as this gateway hears. Of the whole installation: take max()',
    labels: LANE,
  },
};

const leases = {
  throughline_leases: {
    help: 'Leases of attempts by what this gateway knows of their holders: alive, stalled (expired, and at work by the log), unknown. Of the whole installation: take max()',
    labels: ['state'],
  },
};

/** Whom this gateway has heard of. Who is not heard of is only told to be absent once it has listened for long enough. */
function workersHeard(registry: WorkerRegistry): readonly Sample<keyof typeof workers>[] {
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

/** What this gateway knows by listening: who is there, and who has died. Nothing while it cannot listen. */
export function tellOfWitness(metrics: Metrics, seen: { registry: WorkerRegistry; stalls: Pick<StallWatch, 'census'> }): void {
  const { registry, stalls } = seen;
  const isListening = (): boolean => registry.listeningSince !== undefined;
  metrics.state({ source: 'workers', gauges: workers, read: () => (isListening() ? workersHeard(registry) : []) });
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
