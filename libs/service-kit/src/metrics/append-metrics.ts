import { kindOf } from '@throughline/contracts';
import type { EventStore } from '@throughline/event-store';
import type { Metrics } from './metrics.js';

type AppendableLog = Pick<EventStore, 'append' | 'load' | 'head'>;

const REFUSALS: Readonly<Record<string, string>> = {
  'revision-conflict': 'conflict',
  'outcome-unknown': 'unknown',
  'append-refused': 'refused',
  erased: 'erased',
};

/** Seconds. An fsync on an idle disk takes milliseconds; a restart of the broker takes seconds. */
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5, 15];

export function countAppends(log: AppendableLog, metrics: Metrics): AppendableLog {
  const commits = metrics.counter({
    name: 'throughline_commits_total',
    help: 'Appends to the log by this process, by outcome; after a conflict the command is decided again',
    labels: ['outcome'],
  });
  const duration = metrics.histogram({
    name: 'throughline_append_duration_seconds',
    help: 'Seconds from sending a commit to its outcome',
    buckets: BUCKETS,
  });
  return {
    load: (assetId, options) => log.load(assetId, options),
    head: (assetId) => log.head(assetId),
    append: async (assetId, commit, expected) => {
      const measured = duration.startTimer();
      try {
        const appended = await log.append(assetId, commit, expected);
        commits.inc({ outcome: appended.duplicate ? 'duplicate' : 'appended' });
        return appended;
      } catch (error) {
        commits.inc({ outcome: REFUSALS[kindOf(error) ?? ''] ?? 'failed' });
        throw error;
      } finally {
        measured();
      }
    },
  };
}
