import type { Job, SavedConfig } from '@throughline/api-client';
import { toMembers, toValues, type FormValues } from '../schema-form/form-schema.js';
import { formSchemas } from '../schema-form/form-schemas.generated.js';
import { toConfigDraft, toSavedConfig, type ProcessingDraft } from '../templates/config-draft.js';

export const JOB_FIELDS = formSchemas.JobBody;

export type JobBody = Pick<Job, keyof typeof JOB_FIELDS | 'template_ids' | 'schedule' | 'sync_config' | 'filters'> &
  Partial<Pick<Job, 'processing_config'>>;
type Schedule = Job['schedule'];
export type RecordingStatus = NonNullable<Job['filters']['status']>[number];

export const KINDS = ['time_of_day', 'hours', 'weekdays', 'cron'] as const;
export type Kind = (typeof KINDS)[number];
export const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Day = (typeof DAYS)[number];

/** A job as its form shows it. Fields of other kinds keep their text, so that a person can compare kinds. */
export interface JobDraft {
  readonly fields: FormValues;
  readonly templateIds: readonly number[];
  readonly kind: Kind;
  readonly time: string;
  readonly every: string;
  readonly from: string;
  readonly to: string;
  readonly days: readonly Day[];
  readonly expression: string;
  readonly zone: string;
  readonly syncDays: string;
  readonly statuses: readonly RecordingStatus[];
  readonly excludesBlank: boolean;
  readonly processing: ProcessingDraft;
}

const DEFAULT_DAYS = 2;

export const newJobDraft = (zone: string): JobDraft => ({
  fields: toValues(JOB_FIELDS, {}),
  templateIds: [],
  kind: 'time_of_day',
  time: '08:00',
  every: '1',
  from: '',
  to: '',
  days: [],
  expression: '',
  zone,
  syncDays: String(DEFAULT_DAYS),
  statuses: ['INITIALIZED'],
  excludesBlank: true,
  processing: toConfigDraft({}).processing,
});

export function toJobDraft({ schedule, ...job }: Job): JobDraft {
  const none = newJobDraft(schedule.time_zone);
  return {
    fields: toValues(JOB_FIELDS, job),
    templateIds: job.template_ids,
    kind: schedule.kind,
    time: schedule.time ?? none.time,
    every: schedule.every === undefined ? none.every : String(schedule.every),
    from: schedule.from ?? '',
    to: schedule.to ?? '',
    days: schedule.days ?? [],
    expression: schedule.expression ?? '',
    zone: schedule.time_zone,
    syncDays: String(job.sync_config.sync_days ?? DEFAULT_DAYS),
    statuses: job.filters.status ?? none.statuses,
    excludesBlank: job.filters.exclude_blank ?? none.excludesBlank,
    processing: toConfigDraft(job).processing,
  };
}

function toSchedule({ kind, time, every, from, to, days, expression, zone }: JobDraft): Schedule {
  const chosen = DAYS.filter((day) => days.includes(day));
  const time_zone = zone.trim();
  switch (kind) {
    case 'time_of_day':
      return { kind, time, time_zone };
    case 'weekdays':
      return { kind, time, days: chosen, time_zone };
    case 'cron':
      return { kind, expression: expression.trim(), time_zone };
    case 'hours':
      return {
        kind,
        every: Number(every),
        ...(from === '' ? {} : { from }),
        ...(to === '' ? {} : { to }),
        ...(chosen.length === 0 ? {} : { days: chosen }),
        time_zone,
      };
  }
}

function toProcessing({ processing }: JobDraft, before: SavedConfig = {}): Partial<Pick<Job, 'processing_config'>> {
  const { processing_config } = toSavedConfig({ ...toConfigDraft(before), processing }, before);
  return processing_config === undefined ? {} : { processing_config };
}

/** Returns the job of a form. Settings that the form does not show stay as they were saved. */
export const toJobBody = (draft: JobDraft, before?: Job): JobBody => ({
  ...(toMembers(JOB_FIELDS, draft.fields) as Pick<Job, keyof typeof JOB_FIELDS>),
  template_ids: draft.templateIds,
  schedule: toSchedule(draft),
  sync_config: { sync_days: Number(draft.syncDays) },
  filters: { status: [...draft.statuses], exclude_blank: draft.excludesBlank },
  ...toProcessing(draft, before),
});
