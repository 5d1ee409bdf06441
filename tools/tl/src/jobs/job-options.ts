import type { InputOf, Job } from '@throughline/api-client';
import type { createJob } from '@throughline/api-client/operations';
import type { HttpClient } from '../client/http-client.js';
import { readOverrides } from '../commands/overrides.js';
import type { CliContext, CommonOptions } from '../commands/context.js';
import { CliError } from '../exit.js';
import { templates } from '../templates/template-resource.js';

type Schedule = Job['schedule'];
export type JobBody = InputOf<typeof createJob>['body'];

export interface JobOptions extends CommonOptions {
  readonly template?: readonly string[];
  readonly at?: string;
  readonly days?: string;
  readonly every?: number;
  readonly from?: string;
  readonly to?: string;
  readonly cron?: string;
  readonly timeZone?: string;
  readonly syncDays?: number;
  readonly status?: string;
  readonly blank?: boolean;
  readonly enabled?: boolean;
  /** False: the settings of the job are removed. */
  readonly config?: string | boolean;
}

const listOf = (text: string): string[] => text.split(',').filter((word) => word !== '');

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** Expands `mon-fri` to its days, also across the end of the week. The server checks the names. */
function daysOf(part: string): readonly string[] {
  const [first = '', last = ''] = part.toLowerCase().split('-');
  const [from, to] = [DAYS.indexOf(first), DAYS.indexOf(last)];
  if (from === -1 || to === -1) return [part.toLowerCase()];
  const week = [...DAYS.slice(from), ...DAYS.slice(0, from)];
  return week.slice(0, week.indexOf(last) + 1);
}

const readDays = (text: string): string[] => [...new Set(listOf(text).flatMap((part) => daysOf(part.trim())))];

const omitAbsent = (fields: object): object =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

const localZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Returns the fields of the schedule that the options describe, if they describe one. The server checks their values. */
function kindOf({ at, days, every, from, to, cron }: JobOptions): object | undefined {
  const kinds = [at, every, cron].filter((option) => option !== undefined);
  if (kinds.length > 1) throw new CliError('usage', 'Give one of --at, --every and --cron');
  const onDays = days === undefined ? undefined : readDays(days);
  if (cron !== undefined) return omitAbsent({ kind: 'cron', expression: cron, days: onDays, from, to });
  if (every !== undefined) return omitAbsent({ kind: 'hours', every, days: onDays, from, to });
  if (at !== undefined)
    return omitAbsent({ kind: onDays === undefined ? 'time_of_day' : 'weekdays', time: at, days: onDays, from, to });
  if (onDays !== undefined || from !== undefined || to !== undefined)
    throw new CliError('usage', '--days, --from and --to need --at or --every');
  return undefined;
}

export function readSchedule(options: JobOptions, before?: Schedule): Schedule {
  const kind = kindOf(options) ?? before;
  if (kind === undefined)
    throw new CliError('usage', 'The job needs its times', { tryInstead: 'Give one of --at, --every and --cron.' });
  return { ...kind, time_zone: options.timeZone ?? before?.time_zone ?? localZone() } as Schedule;
}

async function readTemplates(client: HttpClient, names: readonly string[]): Promise<readonly number[]> {
  const ids: number[] = [];
  for (const name of names) ids.push((await templates.find(client, name)).id);
  return ids;
}

async function readProcessing(
  context: CliContext,
  { config }: JobOptions,
  before: Job | undefined,
): Promise<Job['processing_config'] | undefined> {
  if (config === false) return undefined;
  if (typeof config !== 'string') return before?.processing_config;
  const { processing_config, ...others } = (await readOverrides(context, { config })) ?? {};
  if (Object.keys(others).length === 0) return processing_config;
  throw new CliError('usage', `A job has no ${Object.keys(others).join(', ')}`, { tryInstead: 'Put it into its templates.' });
}

const readFilters = ({ status, blank }: JobOptions): object =>
  omitAbsent({
    status: status === undefined ? undefined : listOf(status),
    exclude_blank: blank === undefined ? undefined : !blank,
  });

const NEW_JOB = { is_enabled: true, template_ids: [], sync_config: {}, filters: {} };

/** Returns the whole job: options that are not given keep their value, or have the default of the server. */
export async function readJobBody(
  context: CliContext,
  client: HttpClient,
  { options, before, name }: { readonly options: JobOptions; readonly before?: Job; readonly name: string },
): Promise<JobBody> {
  const { template, syncDays, enabled } = options;
  if (template === undefined && before === undefined) throw new CliError('usage', 'The job needs a --template');
  const current = before ?? NEW_JOB;
  const processing = await readProcessing(context, options, before);
  return {
    name,
    is_enabled: enabled ?? current.is_enabled,
    template_ids: template === undefined ? current.template_ids : await readTemplates(client, template),
    schedule: readSchedule(options, before?.schedule),
    sync_config: { ...current.sync_config, ...omitAbsent({ sync_days: syncDays }) },
    filters: { ...current.filters, ...readFilters(options) },
    processing_config: processing,
  };
}
