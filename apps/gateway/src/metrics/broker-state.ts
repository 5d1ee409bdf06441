import type { NatsConnection } from '@nats-io/transport-node';
import { countDeadLetters, laneBacklogs, timerBacklogs } from '@throughline/messaging';
import type { Metrics } from '@throughline/service-kit';

const LANE = ['service', 'lane'];

/** What waits at the broker, asked for at each scrape. Every gateway tells the same of the whole installation. */
export function tellOfBroker(metrics: Metrics, nc: NatsConnection): void {
  metrics.state({
    source: 'lanes',
    gauges: {
      throughline_lane_pending: {
        help: 'Attempts that no worker was given yet, in the whole installation: take max() over gateways',
        labels: LANE,
      },
      throughline_lane_in_flight: {
        help: 'Attempts that a worker was given and that are not over, or are to be given again; of the whole installation: take max()',
        labels: LANE,
      },
      throughline_lane_oldest_pending_age_seconds: {
        help: 'How long the oldest attempt that no worker was given waits; absent where none does. Of the whole installation: take max()',
        labels: LANE,
      },
    },
    read: async () =>
      (await laneBacklogs(nc)).flatMap(({ service, lane, pending, handedOut, oldestPendingMs }) => {
        const labels = { service, lane };
        return [
          { gauge: 'throughline_lane_pending' as const, labels, value: pending },
          { gauge: 'throughline_lane_in_flight' as const, labels, value: handedOut },
          ...(oldestPendingMs === undefined
            ? []
            : [{ gauge: 'throughline_lane_oldest_pending_age_seconds' as const, labels, value: oldestPendingMs / 1_000 }]),
        ];
      }),
  });
  metrics.state({
    source: 'timers',
    gauges: {
      throughline_timers: {
        help: 'Timers that are set, whenever they are due, in the whole installation: take max() over gateways',
        labels: ['service'],
      },
    },
    read: async () =>
      (await timerBacklogs(nc)).map(({ service, timers }) => ({
        gauge: 'throughline_timers' as const,
        labels: { service },
        value: timers,
      })),
  });
  metrics.state({
    source: 'dead_letters',
    gauges: {
      throughline_dead_letters: {
        help: 'Messages that nobody could read and that are still kept, in the whole installation: take max() over gateways',
      },
    },
    read: async () => [{ gauge: 'throughline_dead_letters', value: await countDeadLetters(nc) }],
  });
}
