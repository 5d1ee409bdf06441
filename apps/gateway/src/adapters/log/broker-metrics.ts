import type { NatsConnection } from '@nats-io/transport-node';
import { countDeadLetters, readLaneBacklogs, readTimerBacklogs } from '@throughline/messaging';
import type { Metrics } from '@throughline/service-kit';

const LANE = ['service', 'lane'];

/**
 * Registers gauges of the broker's backlogs, read at each scrape. Every gateway reports the same values for the whole
 * installation.
 */
export function registerBrokerMetrics(metrics: Metrics, nc: NatsConnection): void {
  metrics.state({
    source: 'lanes',
    gauges: {
      throughline_lane_pending: {
        help: 'Attempts that no worker has received yet, in the whole installation: use max() over gateways',
        labels: LANE,
      },
      throughline_lane_in_flight: {
        help: 'Attempts that a worker has received, or that will be redelivered, in the whole installation: use max() over gateways',
        labels: LANE,
      },
      throughline_lane_oldest_pending_age_seconds: {
        help: 'Age in seconds of the oldest attempt that no worker has received; absent if there is none. For the whole installation: use max() over gateways',
        labels: LANE,
      },
    },
    read: async () =>
      (await readLaneBacklogs(nc)).flatMap(({ service, lane, pending, handedOut, oldestPendingMs }) => {
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
        help: 'Set timers, due or not, in the whole installation: use max() over gateways',
        labels: ['service'],
      },
    },
    read: async () =>
      (await readTimerBacklogs(nc)).map(({ service, timers }) => ({
        gauge: 'throughline_timers' as const,
        labels: { service },
        value: timers,
      })),
  });
  metrics.state({
    source: 'dead_letters',
    gauges: {
      throughline_dead_letters: {
        help: 'Stored messages that no service could read, in the whole installation: use max() over gateways',
      },
    },
    read: async () => [{ gauge: 'throughline_dead_letters', value: await countDeadLetters(nc) }],
  });
}
