import { ApiSchema } from '@nestjs/swagger';
import type { StoredSettings } from '@throughline/contracts';
import type { Schedule } from '@throughline/domain';
import { OUTCOMES, VERDICTS, type Outcome } from '../bulk/index.js';
import { Field, OptionalField } from '../http/fields.js';
import { count, flag, id, integer, list, orNull, record, ref, text, time, words } from '../http/schemas.js';
import { PROCESSING, ProcessingConfig } from '../items/index.js';
import { JOB_RUN_CAUSES, JOB_RUN_STATES, type JobFilters, type JobItem, type JobRun } from './job.js';
import type { JobPreview } from './job-previews.js';
import type { ShownJob } from './jobs.js';
import { JobFiltersBody, SyncConfigBody, TEXTS } from './jobs.dto.js';
import { LEFT_OUT_REASONS } from './judge-item.js';
import { ScheduleBody } from './schedule.dto.js';

const TEMPLATE = 'The template that is used and bound; null: the one that the recording is bound to.';
const ALSO = 'Other templates of the job that match. The first template of the job wins.';
const LEFT = 'Recordings with the right status that were left out, by reason.';

@ApiSchema({ name: 'JobWindow' })
class WindowAnswer {
  @Field(time('Recordings that started before it are left out.')) from!: string;
  @Field(time('When the run began.')) to!: string;
}

@ApiSchema({ name: 'JobSource' })
class SourceAnswer {
  @Field(integer('The number of the source.')) source_id!: number;
  @Field(text('Its name.')) name!: string;
  @Field(count('Entries that its sync has found.')) found!: number;
  @Field(count('Those that the sync has registered; in a dry run, would register.')) added!: number;
  @Field(orNull(text('Why it could not be read.'))) problem!: string | null;
}

@ApiSchema({ name: 'JobRunTotals' })
class RunTotalsAnswer {
  @Field(count('Recordings that were selected.')) selected!: number;
  @Field(count('Recordings that the run has started.')) changed!: number;
  @Field(count('Recordings with nothing to do.')) skipped!: number;
  @Field(count('Recordings whose state did not allow it.')) refused!: number;
  @Field(count('Recordings that a server error kept from being started.')) error!: number;
}

@ApiSchema({ name: 'JobRun' })
export class JobRunAnswer {
  @Field(id('The run.')) id!: string;
  @Field(words(JOB_RUN_STATES, '`failed`: it has started nothing, because of the `problem`.')) state!: string;
  @Field(words(JOB_RUN_CAUSES, 'What started it.')) cause!: string;
  @Field(id('The user for whom it acts.')) requested_by!: string;
  @Field(orNull(time('The time of the schedule that it belongs to; null for a run on request.'))) occurrence!: string | null;
  @Field(count('Earlier times of the schedule that it makes up for; 1,000 means at least so many.')) missed!: number;
  @Field(ref(WindowAnswer, 'Recordings that started within it are taken.')) window!: WindowAnswer;
  @Field(orNull(text('What went wrong.'))) problem!: string | null;
  @Field(list(SourceAnswer, 'The sources that it has read.')) sources!: readonly SourceAnswer[];
  @Field(ref(RunTotalsAnswer, 'Recordings by what the run did.')) totals!: RunTotalsAnswer;
  @Field(record(count(), LEFT)) left_out!: Readonly<Record<string, number>>;
  @Field(time('When it began.')) started_at!: string;
  @Field(orNull(time('When it ended.'))) ended_at!: string | null;
}

@ApiSchema({ name: 'JobRunItem' })
class JobRunItemAnswer {
  @Field(id('The recording.')) recording_id!: string;
  @Field(orNull(integer(TEMPLATE))) template_id!: number | null;
  @Field(list(integer(), ALSO)) also_matches!: readonly number[];
  @Field(orNull(words(OUTCOMES, 'What the run did; null: not yet.'))) outcome!: string | null;
  @Field(orNull(text('The code that a single request would have.'))) code!: string | null;
  @Field(orNull(text('The same in words.'))) detail!: string | null;
}

@ApiSchema({ name: 'JobRunWithItems' })
export class JobRunWithItemsAnswer extends JobRunAnswer {
  @Field(list(JobRunItemAnswer, 'The recordings that were selected.')) items!: readonly JobRunItemAnswer[];
}

@ApiSchema({ name: 'JobRunList' })
export class JobRunListAnswer {
  @Field(list(JobRunAnswer, 'The newest 50.')) items!: readonly JobRunAnswer[];
}

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
  @Field(list(time(), 'The next times at which it runs; none if it is not enabled.')) next_runs!: readonly string[];
  @Field(orNull(JobRunAnswer, 'Its newest run.')) last_run!: JobRunAnswer | null;
  @Field(integer('Grows with every change; in quotation marks it is the `ETag`.', { minimum: 1 })) revision!: number;
  @Field(time('When the job was made.')) created_at!: string;
  @Field(time('When the job was last changed.')) updated_at!: string;
}

export class JobList {
  @Field(list(JobAnswer, 'Oldest first.')) items!: readonly JobAnswer[];
}

@ApiSchema({ name: 'JobPreviewItem' })
class JobPreviewItemAnswer {
  @Field(id('The recording.')) recording_id!: string;
  @Field(orNull(text('Its title.'))) title!: string | null;
  @Field(orNull(integer(TEMPLATE))) template_id!: number | null;
  @Field(list(integer(), ALSO)) also_matches!: readonly number[];
  @Field(words(VERDICTS, 'What the run would do.')) verdict!: string;
  @Field(text('The code that a single request would have.')) code!: string;
  @Field(text('The same in words.')) detail!: string;
}

@ApiSchema({ name: 'JobLeftOutItem' })
class JobLeftOutAnswer {
  @Field(id('The recording.')) recording_id!: string;
  @Field(orNull(text('Its title.'))) title!: string | null;
  @Field(words(LEFT_OUT_REASONS, 'Why the run would leave it out.')) reason!: string;
}

@ApiSchema({ name: 'JobDryRun' })
export class JobDryRunAnswer {
  @Field(flag('Always true.')) dry_run!: boolean;
  @Field(ref(WindowAnswer, 'Recordings that started within it would be taken.')) window!: WindowAnswer;
  @Field(list(SourceAnswer, 'The sources; `added` is what a run would add.')) sources!: readonly SourceAnswer[];
  @Field(list(text(), 'What is wrong with the job.')) problems!: readonly string[];
  @Field(list(JobPreviewItemAnswer, 'The recordings in the library that it would start.'))
  items!: readonly JobPreviewItemAnswer[];
  @Field(record(count(), LEFT)) left_out!: Readonly<Record<string, number>>;
  @Field(list(JobLeftOutAnswer, 'The first 100 of them.')) left_out_items!: readonly JobLeftOutAnswer[];
}

const chosen = ({ itemId, templateId, alsoMatches }: JobItem) => ({
  recording_id: itemId,
  template_id: templateId ?? null,
  also_matches: alsoMatches ?? [],
});

function totalsOf(items: readonly JobItem[]): RunTotalsAnswer {
  const counted = (outcome: Outcome): number => items.filter((item) => item.outcome === outcome).length;
  return {
    selected: items.length,
    changed: counted('changed'),
    skipped: counted('skipped'),
    refused: counted('refused'),
    error: counted('error'),
  };
}

const renderFields = (run: JobRun) => ({
  id: run.id,
  state: run.state,
  cause: run.cause,
  requested_by: run.requestedBy,
  occurrence: run.occurrence ?? null,
  missed: run.missed,
  window: run.window,
  problem: run.problem ?? null,
  sources: run.report.sources ?? [],
  totals: totalsOf(run.report.items ?? []),
  left_out: run.report.leftOut ?? {},
  started_at: run.startedAt,
  ended_at: run.endedAt ?? null,
});

export const renderRun = (run: JobRun): JobRunAnswer => renderFields(run);

export const renderRunWithItems = (run: JobRun): JobRunWithItemsAnswer => ({
  ...renderFields(run),
  items: (run.report.items ?? []).map((item) => ({
    ...chosen(item),
    outcome: item.outcome ?? null,
    code: item.finding?.code ?? null,
    detail: item.finding?.detail ?? null,
  })),
});

export const renderJob = ({ job, nextRuns, lastRun }: ShownJob): JobAnswer => ({
  id: job.id,
  name: job.name,
  is_enabled: job.isEnabled,
  template_ids: job.templateIds,
  schedule: job.schedule,
  sync_config: { sync_days: job.syncDays },
  filters: job.filters,
  ...(job.processingConfig === undefined ? {} : { processing_config: job.processingConfig }),
  next_runs: nextRuns,
  last_run: lastRun === undefined ? null : renderRun(lastRun),
  revision: job.revision,
  created_at: job.createdAt,
  updated_at: job.updatedAt,
});

export const renderPreview = ({ window, sources, problems, items, leftOut, leftOutItems }: JobPreview): JobDryRunAnswer => ({
  dry_run: true,
  window,
  sources,
  problems,
  items: items.map(({ item, verdict, finding: { code, detail } }) => ({
    ...chosen(item),
    title: item.title,
    verdict,
    code,
    detail,
  })),
  left_out: leftOut,
  left_out_items: leftOutItems.map(({ itemId, title, reason }) => ({ recording_id: itemId, title, reason })),
});
