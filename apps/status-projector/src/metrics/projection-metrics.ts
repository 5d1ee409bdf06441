import type { NatsConnection } from '@nats-io/transport-node';
import { measureLags } from '@throughline/event-store';
import type { Metrics } from '@throughline/service-kit';
import type { Pool } from 'pg';
import { readCheckpoints } from '../write/checkpoint.js';
import type { PartitionStatus } from '../project/partition-status.js';
import { PROJECTION_SCHEMA } from '../schema/migrate.js';
import type { Batch } from '../write/batch.js';

/**
 * Registers gauges for the lag of the rows behind the log. Reports no value if NATS or PostgreSQL does not answer, or if the
 * checkpoint belongs to another log.
 */
export function registerLagMetrics(metrics: Metrics, { nc, pool }: { nc: NatsConnection; pool: Pick<Pool, 'query'> }): void {
  metrics.state({
    source: 'projection',
    gauges: {
      throughline_projection_lag_commits: {
        help: 'Commits of a partition that are not projected yet, for the whole installation: use max() over projectors',
        labels: ['partition'],
      },
      throughline_projection_lag_seconds: {
        help: 'Age in seconds of the oldest commit that is not projected yet, by the clock of the broker, for the whole installation: use max() over projectors',
        labels: ['partition'],
      },
    },
    read: async () => {
      const lags = await measureLags(nc, await readCheckpoints(pool, PROJECTION_SCHEMA));
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

/**
 * Registers a gauge for the state of each partition in this process. A partition that is live in no process is not projected.
 */
export function registerPartitionMetrics(metrics: Metrics, statuses: () => ReadonlyMap<number, PartitionStatus>): void {
  metrics.state({
    source: 'partitions',
    gauges: {
      throughline_projector_partitions: {
        help: 'Partitions by their state in this process; standby: another process projects them',
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

/** Registers counters for written commits and events, and returns a function that increments them. */
export function registerBatchCounters(metrics: Metrics): (batch: Pick<Batch, 'commits' | 'events'>) => void {
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

/** Registers a gauge for the age of the last comparison of all rows. */
export function registerSweepMetrics(metrics: Metrics, passAgeSeconds: () => number): void {
  metrics.state({
    source: 'drift',
    gauges: {
      throughline_drift_pass_age_seconds: {
        help: 'Seconds since this process has compared every row of its partitions with the fold; before that, since its start',
        labels: [],
      },
    },
    read: () => [{ gauge: 'throughline_drift_pass_age_seconds' as const, labels: {}, value: passAgeSeconds() }],
  });
}

/** Registers a counter for repaired items, and returns a function that increments it. */
export function registerRepairCounter(metrics: Metrics): () => void {
  const repairs = metrics.counter({
    name: 'throughline_drift_repairs_total',
    help: 'Items whose rows were changed by hand and were repaired; ops.ops_log has the columns',
  });
  return () => {
    repairs.inc();
  };
}
