import type { JobRun } from '@throughline/api-client';
import { settingsText } from '../texts/settings-text.js';

const words = settingsText.jobs;

export const countLeftOut = (counts: JobRun['left_out']): number => Object.values(counts).reduce((sum, count) => sum + count, 0);

/** Says in words what a run did, such as `Done · 3 recordings imported · 2 recordings started · 1 recording left out`. */
export function describeRun({ state, totals, sources, left_out: leftOut, missed, problem }: JobRun): string {
  const { selected, changed } = totals;
  const left = countLeftOut(leftOut);
  const added = sources.reduce((sum, source) => sum + source.added, 0);
  const parts = [
    words[state],
    ...(added > 0 ? [words.hasBrought(added)] : []),
    words.hasStarted(changed),
    ...(state !== 'running' && selected > changed ? [words.notStarted(selected - changed)] : []),
    ...(left > 0 ? [words.leftOut(left)] : []),
    ...(missed > 0 ? [words.missed(missed)] : []),
    ...(problem === null ? [] : [problem]),
  ];
  return parts.join(' · ');
}
