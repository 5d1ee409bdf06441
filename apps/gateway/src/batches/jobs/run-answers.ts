import { ApiSchema } from '@nestjs/swagger';
import { OUTCOMES, type Outcome } from '../bulk/index.js';
import { Field } from '../../kit/http/fields.js';
import { count, id, integer, list, orNull, record, ref, text, time, words } from '../../kit/http/schemas.js';
import { JOB_RUN_CAUSES, JOB_RUN_STATES, type JobItem, type JobRun } from './job.js';
import type { SourceReport } from './job-sources.js';
import { LEFT_OUT_REASONS, NOT_STARTED_REASONS } from './left-out-reasons.js';
import type { JobRunDetails } from './run-details.js';

export const TEMPLATE = 'The template that is used and bound; null: the one that the recording is bound to.';
export const ALSO = 'Other templates of the job that match. The first template of the job wins.';
export const LEFT = 'Recordings with the right status that were left out, by reason.';
const TITLE = 'Its title; null if it has none, or is not in the library any more.';

@ApiSchema({ name: 'JobWindow' })
export class WindowAnswer {
  @Field(time('Recordings that started before it are left out.')) from!: string;
  @Field(time('When the run began.')) to!: string;
}

@ApiSchema({ name: 'JobSource' })
export class SourceAnswer {
  @Field(integer('The number of the source.')) source_id!: number;
  @Field(text('Its name.')) name!: string;
  @Field(count('Entries that its sync has found.')) found!: number;
  @Field(count('Those that the sync has registered; in a dry run, would register.')) added!: number;
  @Field(orNull(text('Why it could not be read.'))) problem!: string | null;
}

@ApiSchema({ name: 'JobRunTotals' })
export class RunTotalsAnswer {
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
export class JobRunItemAnswer {
  @Field(id('The recording.')) recording_id!: string;
  @Field(orNull(text(TITLE))) title!: string | null;
  @Field(orNull(integer(TEMPLATE))) template_id!: number | null;
  @Field(list(integer(), ALSO)) also_matches!: readonly number[];
  @Field(orNull(words(OUTCOMES, 'What the run did; null: not yet.'))) outcome!: string | null;
  @Field(orNull(text('The code that a single request would have.'))) code!: string | null;
  @Field(orNull(text('The same in words.'))) detail!: string | null;
}

@ApiSchema({ name: 'JobLeftOutItem' })
export class JobLeftOutAnswer {
  @Field(id('The recording.')) recording_id!: string;
  @Field(orNull(text('Its title.'))) title!: string | null;
  @Field(words(LEFT_OUT_REASONS, 'Why the run would leave it out.')) reason!: string;
}

@ApiSchema({ name: 'JobBroughtItem' })
export class JobBroughtAnswer {
  @Field(id('The recording.')) recording_id!: string;
  @Field(integer('The number of its source.')) source_id!: number;
  @Field(orNull(text(TITLE))) title!: string | null;
  @Field(orNull(words(NOT_STARTED_REASONS, 'Why the run did not select it; null: it did, or has not looked at it.')))
  reason!: string | null;
}

@ApiSchema({ name: 'JobNotBroughtEntry' })
export class JobNotBroughtAnswer {
  @Field(integer('The number of the source.')) source_id!: number;
  @Field(text('The name of the file or recording.')) name!: string;
  @Field(words(['wait', 'fail'], '`wait`: it was not complete yet.')) verdict!: string;
  @Field(orNull(text('The reason.'))) detail!: string | null;
}

@ApiSchema({ name: 'JobRunWithItems' })
export class JobRunWithItemsAnswer extends JobRunAnswer {
  @Field(list(JobRunItemAnswer, 'The recordings that were selected.')) items!: readonly JobRunItemAnswer[];
  @Field(list(JobBroughtAnswer, 'The recordings that its sources brought; the first 200 of each source.'))
  brought!: readonly JobBroughtAnswer[];
  @Field(list(JobNotBroughtAnswer, 'Entries that could not be imported. They are kept as long as the sync of their source.'))
  not_brought!: readonly JobNotBroughtAnswer[];
  @Field(list(JobLeftOutAnswer, 'The first 100 recordings that were left out.'))
  left_out_items!: readonly JobLeftOutAnswer[];
}

@ApiSchema({ name: 'JobRunList' })
export class JobRunListAnswer {
  @Field(list(JobRunAnswer, 'The newest 50.')) items!: readonly JobRunAnswer[];
}

type RunChoice = Pick<JobRunItemAnswer, 'recording_id' | 'template_id' | 'also_matches'>;

export const renderChoice = ({ itemId, templateId, alsoMatches }: JobItem): RunChoice => ({
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

export const renderReport = ({ source_id, name, found, added, problem }: SourceReport): SourceAnswer => ({
  source_id,
  name,
  found,
  added,
  problem,
});

const renderFields = (run: JobRun) => ({
  id: run.id,
  state: run.state,
  cause: run.cause,
  requested_by: run.requestedBy,
  occurrence: run.occurrence ?? null,
  missed: run.missed,
  window: run.window,
  problem: run.problem ?? null,
  sources: (run.report.sources ?? []).map(renderReport),
  totals: totalsOf(run.report.items ?? []),
  left_out: run.report.leftOut ?? {},
  started_at: run.startedAt,
  ended_at: run.endedAt ?? null,
});

export const renderRun = (run: JobRun): JobRunAnswer => renderFields(run);

export const renderRunWithItems = ({ run, titles, brought, notBrought }: JobRunDetails): JobRunWithItemsAnswer => ({
  ...renderFields(run),
  brought: brought.map(({ itemId, sourceId, reason }) => ({
    recording_id: itemId,
    source_id: sourceId,
    title: titles.get(itemId) ?? null,
    reason: reason ?? null,
  })),
  not_brought: notBrought.map(({ sourceId, name, verdict, detail }) => ({
    source_id: sourceId,
    name,
    verdict,
    detail: detail ?? null,
  })),
  left_out_items: (run.report.leftOutItems ?? []).map(({ itemId, reason }) => ({
    recording_id: itemId,
    title: titles.get(itemId) ?? null,
    reason,
  })),
  items: (run.report.items ?? []).map((item) => ({
    ...renderChoice(item),
    title: titles.get(item.itemId) ?? null,
    outcome: item.outcome ?? null,
    code: item.finding?.code ?? null,
    detail: item.finding?.detail ?? null,
  })),
});
