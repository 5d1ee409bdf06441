import type { Job, JobDryRun, JobRun, JobRunWithItems } from '@throughline/api-types';
import { dateText } from '../output/dates.js';
import { table } from '../output/table.js';

const counted = (count: number, noun: string): string => `${String(count)} ${noun}${count === 1 ? '' : 's'}`;

function timesText({ schedule }: Job): string {
  const { kind, time, days, every, from, to, expression, time_zone: zone } = schedule;
  const onDays = days === undefined ? '' : ` on ${days.join(', ')}`;
  const between = `${from === undefined ? '' : ` from ${from}`}${to === undefined ? '' : ` to ${to}`}`;
  const texts: Readonly<Record<string, string>> = {
    time_of_day: `every day at ${String(time)}`,
    weekdays: `at ${String(time)}${onDays}`,
    hours: `every ${counted(every ?? 0, 'hour')}${between}${onDays}`,
    cron: `cron ${String(expression)}`,
  };
  return `${texts[kind] ?? kind}, ${zone}`;
}

const nextText = ({ is_enabled: isEnabled, next_runs: [next] }: Job): string => {
  if (!isEnabled) return 'off';
  return next === undefined ? 'never' : `next ${dateText(next)}`;
};

const leftOutText = (leftOut: Readonly<Record<string, number>>): string =>
  Object.entries(leftOut)
    .map(([reason, count]) => `${String(count)} ${reason}`)
    .join(', ');

/** `1 started, 2 refused; left out: 3 no-template`. */
function resultText({ state, totals, left_out: leftOut, problem }: JobRun): string {
  const { changed, skipped, refused, error } = totals;
  const parts = Object.entries({ started: changed, skipped, refused, error }).flatMap(([word, count]) =>
    count > 0 ? [`${String(count)} ${word}`] : [],
  );
  const left = leftOutText(leftOut);
  const all = [parts.join(', ') || 'nothing started', left === '' ? '' : `left out: ${left}`, problem ?? ''];
  return `${state}: ${all.filter((text) => text !== '').join('; ')}`;
}

const lastText = ({ last_run: last }: Job): string =>
  last === null ? 'has not run' : `${dateText(last.started_at)} ${resultText(last)}`;

export const jobRows = (jobs: readonly Job[]): string =>
  jobs.length === 0 ? '' : table(jobs.map((job) => [String(job.id), job.name, nextText(job), lastText(job)]));

export const jobText = (job: Job): string =>
  table([
    ['job', `${job.name} (${String(job.id)})`],
    ['times', timesText(job)],
    ['next', job.is_enabled ? job.next_runs.map(dateText).join(', ') || 'never' : 'off'],
    ['last', lastText(job)],
    ['templates', job.template_ids.join(', ')],
    ['starts', `${job.filters.status?.join(', ') ?? ''}${job.filters.exclude_blank === true ? ', not blank' : ''}`],
    ['looks back', counted(job.sync_config.sync_days ?? 0, 'day')],
    ...(job.processing_config === undefined ? [] : [['settings', JSON.stringify(job.processing_config)]]),
  ]);

const sourceRows = (sources: JobRun['sources']): readonly (readonly string[])[] =>
  sources.map(({ name, found, added, problem }) => ['source', name, problem ?? `${String(found)} found, ${String(added)} new`]);

export const runRows = (runs: readonly JobRun[]): string =>
  runs.length === 0 ? '' : table(runs.map((run) => [run.id, dateText(run.started_at), run.cause, resultText(run)]));

export const runText = (run: JobRunWithItems): string =>
  table([
    ['run', run.id, resultText(run)],
    ...sourceRows(run.sources),
    ...run.items.map(({ recording_id: id, outcome, detail }) => [outcome ?? 'waits', id, detail ?? '']),
  ]);

/** Lists what a run would do, and says what a release without sources cannot do. */
export const dryRunText = ({ sources, items, left_out: leftOut, left_out_items: left, problems }: JobDryRun): string =>
  table([
    ...problems.map((problem) => ['problem', problem]),
    ...(sources.length === 0 ? [['source', 'none', 'the job reads no source']] : sourceRows(sources)),
    ...items.map(({ recording_id: id, title, verdict, detail }) => [verdict, title ?? id, detail]),
    ...left.map(({ recording_id: id, title, reason }) => ['leave out', title ?? id, reason]),
    ['total', `${counted(items.length, 'recording')} selected`, leftOutText(leftOut)],
  ]);
