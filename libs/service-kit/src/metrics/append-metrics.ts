import { kindOf } from '@throughline/contracts';
import type { EventStore } from '@throughline/event-store';
import type { Metrics } from './metrics.js';

type AppendableLog = Pick<EventStore, 'append' | 'load' | 'head'>;

/** How a log refuses, in the words of the metric. */
const REFUSALS: Readonly<Record<string, string>> = {
  'revision-conflict': 'conflict',
  'outcome-unknown': 'unknown',
  'append-refused': 'refused',
  erased: 'erased',
};

/** An fsync on a quiet disk takes a few milliseconds; a broker that restarts, seconds. */
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5, 15];

/** The same log as commands are carried out on, with what becomes of appends counted. */
export function countingAppends(log: AppendableLog, metrics: Metrics): AppendableLog {
  const commits = metrics.counter({
    name: 'throughline_commits_total',
    help: 'Commits that this process has tried to append to the log, by outcome; a conflict is decided again',
    labels: ['outcome'],
  });
  const duration = metrics.histogram({
    name: 'throughline_append_duration_seconds',
    help: 'From handing a commit to the log to knowing what became of it',
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
