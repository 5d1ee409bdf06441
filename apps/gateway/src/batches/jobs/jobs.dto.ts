import { ApiSchema } from '@nestjs/swagger';
import { RECORDING_STATUSES, type RecordingStatus } from '@throughline/contracts';
import { ChoicesField, FlagField, IntegerField, IntegersField, ObjectField } from '../../kit/http/fields.js';
import { NameField } from '../../kit/http/requests/name-field.js';
import { PROCESSING, ProcessingConfig } from '../../items/index.js';
import type { JobFilters } from './job.js';
import { ScheduleBody } from './schedule.dto.js';

const MAX_TEMPLATES = 50;
const MAX_DAYS = 366;
const DEFAULT_DAYS = 2;
const DEFAULT_FILTERS: JobFilters = { status: ['INITIALIZED'], exclude_blank: true };

export const TEXTS = {
  name: 'Unique within the library.',
  enabled: 'False: it runs only on request.',
  templates: 'The templates of its recordings. If several match a recording, the first of them is used.',
  schedule: 'The times at which it runs.',
  sync: 'The recordings that it looks at.',
  days: 'Recordings that started within this number of days before the run.',
  filters: 'The recordings that it starts.',
  status: 'The statuses that it starts. `SKIPPED` recordings are started only if it is named.',
  blank: 'Leaves out recordings that have no length, or in which an earlier run found no sound.',
};

@ApiSchema({ name: 'JobSync' })
export class SyncConfigBody {
  @IntegerField(TEXTS.days, { min: 1, max: MAX_DAYS, default: DEFAULT_DAYS })
  sync_days?: number | null;
}

@ApiSchema({ name: 'JobFilters' })
export class JobFiltersBody {
  @ChoicesField(TEXTS.status, RECORDING_STATUSES, {
    minItems: 1,
    maxItems: RECORDING_STATUSES.length,
    unique: true,
    default: DEFAULT_FILTERS.status,
  })
  status?: RecordingStatus[] | null;

  @FlagField(TEXTS.blank, { default: DEFAULT_FILTERS.exclude_blank })
  exclude_blank?: boolean | null;
}

export class JobBody {
  @NameField(TEXTS.name)
  name = '';

  @FlagField(TEXTS.enabled, { default: true })
  is_enabled?: boolean | null;

  @IntegersField(TEXTS.templates, { min: 1 }, { required: true, minItems: 1, maxItems: MAX_TEMPLATES, unique: true })
  template_ids!: number[];

  @ObjectField(TEXTS.schedule, ScheduleBody, { required: true })
  schedule!: ScheduleBody;

  @ObjectField(TEXTS.sync, SyncConfigBody)
  sync_config?: SyncConfigBody | null;

  @ObjectField(TEXTS.filters, JobFiltersBody)
  filters?: JobFiltersBody | null;

  @ObjectField(`${PROCESSING} They override those of all templates.`, ProcessingConfig)
  processing_config?: ProcessingConfig | null;
}

export const readSyncDays = ({ sync_config }: JobBody): number => sync_config?.sync_days ?? DEFAULT_DAYS;

export const readFilters = ({ filters }: JobBody): JobFilters => ({
  status: filters?.status ?? DEFAULT_FILTERS.status,
  exclude_blank: filters?.exclude_blank ?? DEFAULT_FILTERS.exclude_blank,
});
