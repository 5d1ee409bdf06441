import { ApiSchema } from '@nestjs/swagger';
import type { StoredSettings } from '@throughline/contracts';
import type { Schedule } from '@throughline/domain';
import { Field, OptionalField } from '../../kit/http/fields.js';
import { flag, integer, list, orNull, ref, text, time } from '../../kit/http/schemas.js';
import { PROCESSING, ProcessingConfig } from '../../items/index.js';
import type { JobFilters } from './job.js';
import type { ShownJob } from './jobs.js';
import { JobFiltersBody, SyncConfigBody, TEXTS } from './jobs.dto.js';
import { JobRunAnswer, renderRun } from './run-answers.js';
import { ScheduleBody } from './schedule.dto.js';

@ApiSchema({ name: 'Job' })
export class JobAnswer {
  @Field(integer('The number of the job.', { minimum: 1 })) id!: number;
  @Field(text(TEXTS.name)) name!: string;
  @Field(flag(TEXTS.enabled)) is_enabled!: boolean;
  @Field(list(integer(), TEXTS.templates)) template_ids!: readonly number[];
  @Field(ref(ScheduleBody, TEXTS.schedule)) schedule!: Schedule;
  @Field(ref(SyncConfigBody, TEXTS.sync)) sync_config!: { readonly sync_days: number };
  @Field(ref(JobFiltersBody, TEXTS.filters)) filters!: JobFilters;
  @OptionalField(ref(ProcessingConfig, PROCESSING)) processing_config?: NonNullable<StoredSettings['processing_config']>;
  @Field(orNull(list(integer(), 'The sources that its templates name together; null: all sources that are not paused.')))
  source_ids!: readonly number[] | null;
  @Field(list(time(), 'The next times at which it runs; none if it is not enabled.')) next_runs!: readonly string[];
  @Field(orNull(JobRunAnswer, 'Its newest run.')) last_run!: JobRunAnswer | null;
  @Field(integer('Grows with every change; in quotation marks it is the `ETag`.', { minimum: 1 })) revision!: number;
  @Field(time('When the job was made.')) created_at!: string;
  @Field(time('When the job was last changed.')) updated_at!: string;
}

export class JobList {
  @Field(list(JobAnswer, 'Oldest first.')) items!: readonly JobAnswer[];
}

export const renderJob = ({ job, nextRuns, lastRun, sources }: ShownJob): JobAnswer => ({
  id: job.id,
  name: job.name,
  is_enabled: job.isEnabled,
  template_ids: job.templateIds,
  schedule: job.schedule,
  sync_config: { sync_days: job.syncDays },
  filters: job.filters,
  ...(job.processingConfig === undefined ? {} : { processing_config: job.processingConfig }),
  source_ids: sources === 'all' ? null : sources,
  next_runs: nextRuns,
  last_run: lastRun === undefined ? null : renderRun(lastRun),
  revision: job.revision,
  created_at: job.createdAt,
  updated_at: job.updatedAt,
});
