import type { NatsConnection } from '@nats-io/transport-node';
import { lagsOf } from '@throughline/event-store';
import type { Metrics } from '@throughline/service-kit';
import type { Pool } from 'pg';
import { readCheckpoints } from '../project/checkpoint.js';
import type { PartitionStatus } from '../project/partition-status.js';
import { PROJECTION_SCHEMA } from '../schema/migrate.js';
import type { Batch } from '../write/batch.js';

/** How far the rows are behind the log. Where either does not answer, or they do not belong together, nothing is said. */
export function tellOfLag(metrics: Metrics, { nc, pool }: { nc: NatsConnection; pool: Pick<Pool, 'query'> }): void {
  metrics.state({
    source: 'projection',
    gauges: {
      throughline_projection_lag_commits: {
        help: 'Commits of a partition that are not projected; of the whole installation: take max() over projectors',
        labels: ['partition'],
      },
      throughline_projection_lag_seconds: {
        help: 'How long the oldest commit that is not projected has been in the log, by the clock of the broker; of the whole installation: take max() over projectors',
        labels: ['partition'],
      },
    },
    read: async () => {
      const lags = await lagsOf(nc, await readCheckpoints(pool, PROJECTION_SCHEMA));
      return lags.flatMap(({ partition, commits, ms }) => {
        const labels = { partition: String(partition) };
        return [
          { gauge: 'throughline_projection_lag_commits' as const, labels, value: commits },
          { gauge: 'throughline_projection_lag_seconds' as const, labels, value: ms / 1_000 },
        ];
      });
    },
  });
}

/** What this process does with each partition: one that nobody projects is live nowhere. */
export function tellOfPartitions(metrics: Metrics, statuses: () => ReadonlyMap<number, PartitionStatus>): void {
  metrics.state({
    source: 'partitions',
    gauges: {
      throughline_projector_partitions: {
        help: 'Partitions by what this process does with them; standby: another one projects it',
        labels: ['state'],
      },
    },
    read: () => {
      const states = [...statuses().values()].map(({ state }) => state);
      return [...new Set(states)].map((state) => ({
        gauge: 'throughline_projector_partitions' as const,
        labels: { state },
        value: states.filter((each) => each === state).length,
      }));
    },
  });
}

/** What this process writes. */
export function countingBatches(metrics: Metrics): (batch: Pick<Batch, 'commits' | 'events'>) => void {
  const commits = metrics.counter({
    name: 'throughline_projected_commits_total',
    help: 'Commits that this process has projected',
  });
  const events = metrics.counter({
    name: 'throughline_projected_events_total',
    help: 'Events that this process has projected',
  });
  return (batch) => {
    commits.inc(batch.commits);
    events.inc(batch.events);
  };
}

/** Items whose rows this process has repaired. */
export function countingRepairs(metrics: Metrics): () => void {
  const repairs = metrics.counter({
    name: 'throughline_drift_repairs_total',
    help: 'Items whose rows were changed by hand and were repaired; ops.ops_log has the columns',
  });
  return () => {
    repairs.inc();
  };
}
