import type { Job, JobDryRun, JobRun, JobRunWithItems } from '@throughline/api-client';
import { counted } from '../output/counted.js';
import { dateText } from '../output/dates.js';
import { table } from '../output/table.js';

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

/** The server's reasons in words. A newer server may have others. */
const REASONS: Readonly<Record<string, string>> = {
  'too-old': 'outside the days that the job looks back',
  'in-progress': 'a run is in progress or paused',
  imported: 'imported from another system; run it yourself first',
  blank: 'blank',
  'other-source': 'from another source',
  'other-template': 'bound to another template',
  'no-template': 'no template matches',
  unreadable: 'cannot be read',
  'too-many': 'one run starts 500 recordings; the next run starts this one',
  'other-status': 'the job does not start this status',
  'started-by-source': 'its source starts it',
};
const reasonText = (reason: string): string => REASONS[reason] ?? reason;

const NEW_ITEMS: Readonly<Record<string, string>> = {
  start: 'import and start',
  import: 'import only',
  wait: 'import later',
  fail: 'cannot import',
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
  jobs.length === 0 ? '' : table(jobs.map((job) => [String(job.id), job.name, timesText(job), nextText(job), lastText(job)]));

export const jobText = (job: Job): string =>
  table([
    ['job', `${job.name} (${String(job.id)})`],
    ['times', timesText(job)],
    ['next', job.is_enabled ? job.next_runs.map(dateText).join(', ') || 'never' : 'off'],
    ['last', lastText(job)],
    ['templates', job.template_ids.join(', ')],
    ['sources', job.source_ids === null ? 'all that are not paused' : job.source_ids.join(', ') || 'none'],
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
    ...run.items.map(({ recording_id: id, title, outcome, detail }) => [outcome ?? 'waits', id, title ?? '', detail ?? '']),
    ...run.brought.map(({ recording_id: id, title, reason }) => [
      'brought',
      id,
      title ?? '',
      reason === null ? '' : reasonText(reason),
    ]),
    ...run.not_brought.map(({ name, verdict, detail }) => [NEW_ITEMS[verdict] ?? verdict, '', name, detail ?? '']),
    ...run.left_out_items.map(({ recording_id: id, title, reason }) => ['left out', id, title ?? '', reasonText(reason)]),
  ]);

type NewItem = JobDryRun['new_items'][number];

function newItemRow({ title, started_at: at, verdict, template_id: template, reason, detail }: NewItem): readonly string[] {
  const why = reason === null ? (detail ?? '') : reasonText(reason);
  const parts = [at === null ? '' : dateText(at), template === null ? '' : `template ${String(template)}`, why];
  return [NEW_ITEMS[verdict] ?? verdict, title, parts.filter((part) => part !== '').join('; ')];
}

/** Lists what a run would bring, start and leave out. */
export const dryRunText = ({
  sources,
  items,
  new_items: newItems,
  left_out: leftOut,
  left_out_items: left,
  problems,
}: JobDryRun): string =>
  table([
    ...problems.map((problem) => ['problem', problem]),
    ...(sources.length === 0 ? [['source', 'none', 'the job reads no source']] : sourceRows(sources)),
    ...items.map(({ recording_id: id, title, verdict, detail }) => [verdict, title ?? id, detail]),
    ...newItems.map(newItemRow),
    ...left.map(({ recording_id: id, title, reason }) => ['leave out', title ?? id, reasonText(reason)]),
    ['total', `${counted(items.length, 'recording')} selected, ${String(newItems.length)} new`, leftOutText(leftOut)],
  ]);
