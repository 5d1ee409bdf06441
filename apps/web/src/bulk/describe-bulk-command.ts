import type { BulkCommand } from '@throughline/api-client';
import { text } from '../texts/text.js';

const words = text.bulk;
const SHOWN = ['changed', 'skipped', 'refused', 'error'] as const;

export const titleOf = ({ action, total }: BulkCommand): string => words.title(words.phrases[action], total);

export const describeOutcomes = ({ outcome_totals, changed_since_preview }: BulkCommand): string =>
  [
    ...SHOWN.filter((outcome) => outcome_totals[outcome] > 0).map((outcome) => words.outcomes[outcome](outcome_totals[outcome])),
    ...(changed_since_preview === 0 ? [] : [words.changedSince(changed_since_preview)]),
  ].join(', ');

export function describeState(bulk: BulkCommand): string | undefined {
  if (bulk.state === 'done') return words.done;
  if (bulk.state === 'stopped') return words.stopped(bulk.done, bulk.total);
  if (bulk.state === 'stopping') return words.stopping;
  return bulk.waiting_since === null ? undefined : words.waiting;
}
