import type { BulkJob } from '@throughline/api-client';
import { text } from '../texts/text.js';

const words = text.bulk;
const SHOWN = ['changed', 'skipped', 'refused', 'error'] as const;

export const titleOf = ({ action, total }: BulkJob): string => words.job(words.phrases[action], total);

export const describeOutcomes = ({ outcome_totals, changed_since_preview }: BulkJob): string =>
  [
    ...SHOWN.filter((outcome) => outcome_totals[outcome] > 0).map((outcome) => words.outcomes[outcome](outcome_totals[outcome])),
    ...(changed_since_preview === 0 ? [] : [words.changedSince(changed_since_preview)]),
  ].join(', ');

export function describeState(job: BulkJob): string | undefined {
  if (job.state === 'done') return words.done;
  if (job.state === 'stopped') return words.stopped(job.done, job.total);
  if (job.state === 'stopping') return words.stopping;
  return job.waiting_since === null ? undefined : words.waiting;
}
