import type { Source, SourceSync, SourceType } from '@throughline/api-client';
import { dateText } from '../output/dates.js';
import { table } from '../output/table.js';

const TRIGGERS: Readonly<Record<SourceSync['trigger'], string>> = {
  user: 'by a user',
  interval: 'automatically',
  job: 'by a job',
};
const VERDICTS = ['new', 'known', 'waiting', 'ignored', 'failed'] as const;

/** Names the counts that are not zero. */
const countsText = ({ counts, dry_run: isDry }: SourceSync): string => {
  const found = VERDICTS.filter((verdict) => counts[verdict] > 0).map((verdict) => `${String(counts[verdict])} ${verdict}`);
  const moved = counts.retired > 0 ? [`${String(counts.retired)} moved or marked`] : [];
  return `${isDry ? 'dry run: ' : ''}${[...found, ...moved].join(', ') || 'nothing found'}`;
};

export const syncText = (sync: SourceSync): string => {
  if (sync.problem !== null) return `${sync.state}: ${sync.problem.message}`;
  return sync.state === 'running' ? 'in progress' : `${sync.state}: ${countsText(sync)}${sync.more ? '; there is more' : ''}`;
};

const intervalText = ({ interval_minutes: minutes }: Source): string =>
  minutes === null ? 'on request' : `every ${String(minutes)} min`;

export const sourceRows = (sources: readonly Source[]): string =>
  sources.length === 0
    ? ''
    : table(
        sources.map((one) => [
          String(one.id),
          one.name,
          one.type,
          one.state === 'paused' ? 'paused' : intervalText(one),
          one.last_sync === null ? 'not synced yet' : syncText(one.last_sync),
        ]),
      );

const namesOf = (users: readonly { readonly name: string }[]): string => users.map(({ name }) => name).join(', ');
const userRows = ({ named_by: { templates, jobs } }: Source): readonly (readonly string[])[] => [
  ...(templates.length === 0 ? [] : [['named by templates', namesOf(templates)]]),
  ...(jobs.length === 0 ? [] : [['read by jobs', namesOf(jobs)]]),
];

export const sourceText = (source: Source): string =>
  table([
    ['source', `${source.name} (${String(source.id)})`],
    ['type', source.type],
    ['state', source.state],
    ...(source.credential_id === null ? [] : [['credential', String(source.credential_id)]]),
    ['brings', `${source.brings}s${source.run ? ', and runs them' : ''}`],
    ['template', source.template_id === null ? 'none' : String(source.template_id)],
    ['synced', intervalText(source)],
    ['last sync', source.last_sync === null ? 'none yet' : `${source.last_sync.started_at} ${syncText(source.last_sync)}`],
    ...userRows(source),
    ['next sync', source.next_sync_at ?? 'on request'],
    ...Object.entries(source.settings).map(([name, value]) => [name, String(value)]),
  ]);

export const syncRows = (sync: SourceSync): string =>
  sync.entries.length === 0
    ? ''
    : table(sync.entries.map((entry) => [entry.verdict, entry.name, entry.item_id ?? '', entry.message ?? '']));

/** Lists syncs, newest first. */
export const syncsText = (syncs: readonly SourceSync[]): string =>
  syncs.length === 0
    ? ''
    : table(syncs.map((sync) => [sync.id, dateText(sync.started_at), TRIGGERS[sync.trigger], syncText(sync)]));

export const typesText = (types: readonly SourceType[]): string =>
  table(
    types.flatMap(({ type, settings }) =>
      settings.map(({ key, kind, required, options, label }) => [
        type,
        key,
        required ? 'required' : '',
        kind === 'credential' ? '--credential' : options === undefined ? kind : options.map(({ value }) => value).join('|'),
        label,
      ]),
    ),
  );
