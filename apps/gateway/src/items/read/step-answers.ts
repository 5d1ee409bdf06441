import { OUTPUT_STATUSES, SKIP_REASONS, STAGE_STATUSES, STAGE_TYPES, STEP_KINDS } from '@throughline/contracts';
import { ETA_REASONS } from '@throughline/domain';
import { ApiSchema, IntersectionType } from '@nestjs/swagger';
import { Field, OptionalField } from '../../kit/http/fields.js';
import {
  anything,
  count,
  flag,
  id,
  integer,
  list,
  number,
  orNull,
  record,
  ref,
  text,
  time,
  words,
} from '../../kit/http/schemas.js';

/* Answers about the steps of an item. */

const STAGES = new Intl.ListFormat('en-GB', { type: 'disjunction' }).format(STAGE_TYPES.map((stage) => `\`${stage}\``));

@ApiSchema({ name: 'Eta' })
export class EtaAnswer {
  @Field(
    orNull(
      time(),
      'Half of the comparable steps took no longer. By the rule: hardly anything is faster. Null once this time has passed.',
    ),
  )
  from!: string | null;
  @Field(time('Nine of ten comparable steps took no longer. By the rule: hardly anything is slower.')) to!: string;
  @Field(
    words(
      ['history', 'rule'],
      '`history`: measured on this installation. `rule`: wide bounds by the length of the media or the number of pages, while too little is measured.',
    ),
  )
  basis!: string;
  @Field(count('The number of comparable steps; the lowest of all remaining steps. 0 by the rule.')) samples!: number;
}

const fraction = orNull(number(undefined, { minimum: 0, maximum: 1 }), 'The finished fraction of the work; null if unknown.');

/** The forecast of an item or step; see docs/progress.md. */
export class ForecastAnswer {
  @Field(fraction) progress!: number | null;
  @Field(orNull(EtaAnswer, 'When it will be done, as a range. Null if nothing is awaited, or if it is unknown.'))
  eta!: EtaAnswer | null;
  @Field(orNull(words(ETA_REASONS), 'Why the ETA is unknown.')) eta_reason!: string | null;
  @Field(
    orNull(
      integer(undefined, { minimum: 1 }),
      'The place in the queue of its lane, 1 for the next; null if not queued, or unknown.',
    ),
  )
  queue_position!: number | null;
  @Field(orNull(integer(undefined, { minimum: 1 }), 'The length of that queue, this one included.'))
  queue_length!: number | null;
  @Field(orNull(time('Since when `progress` has this value; null if nothing runs, or if this server has not seen the change.')))
  progress_at!: string | null;
  @Field(orNull(flag(), 'True if it runs and its worker is dead. Null: unknown, e.g. right after the start of this server.'))
  stalled!: boolean | null;
}

/** The newest attempt of a step. */
export class AttemptAnswer {
  @Field(flag('The step has failed permanently. Between automatic retries this is false.')) failed!: boolean;
  @Field(orNull(time('When it failed permanently.'))) failed_at!: string | null;
  @Field(
    orNull(
      text('The error message; also of a step that is tried again at `retry_at`, and of a stage that an allowed error skipped.'),
    ),
  )
  failed_reason!: string | null;
  @Field(orNull(words(SKIP_REASONS), 'Why it was skipped.')) skip_reason!: string | null;
  @Field(count('The number of the newest attempt, over all runs; 0 before the first.')) attempt!: number;
  @Field(orNull(time('When it is tried again automatically; the status is `PENDING` until then.'))) retry_at!: string | null;
  @Field(orNull(time('When the newest run first started it; a restart or retry does not change this.')))
  started_at!: string | null;
}

const StepAnswer = IntersectionType(AttemptAnswer, ForecastAnswer);

@ApiSchema({ name: 'Stage' })
export class StageAnswer extends StepAnswer {
  @Field(text(`${STAGES}.`)) stage_type!: string;
  @Field(words(STAGE_STATUSES, 'The status of the stage.')) status!: string;
  @Field(orNull(time('When it was completed.'))) completed_at!: string | null;
}

@ApiSchema({ name: 'FollowUp' })
export class FollowUpAnswer extends AttemptAnswer {
  @Field(text('The action, e.g. `thumbnail`.')) name!: string;
  @Field(words(STAGE_STATUSES, 'The status of the follow-up.')) status!: string;
  @Field(orNull(time('When it was completed.'))) completed_at!: string | null;
}

@ApiSchema({ name: 'Output' })
export class OutputAnswer extends StepAnswer {
  @Field(text('The name of the output in the configuration of the run.')) id!: string;
  @Field(text('The kind of destination, in lower case.')) target_type!: string;
  @Field(words(OUTPUT_STATUSES, 'The status of the delivery; `unconfirmed` and `outdated` add to `UPLOADED`.')) status!: string;
  @Field(orNull(record(anything('')), 'The answer of the destination; null before the upload.'))
  target_meta!: Readonly<Record<string, unknown>> | null;
  @Field(orNull(time('When the content at the destination was sent; a later run that sends nothing does not change this.')))
  uploaded_at!: string | null;
  @Field(
    flag(
      'Sent, but its arrival is unknown: check the destination, then settle it. Also true for such an output that a person has skipped.',
    ),
  )
  unconfirmed!: boolean;
  @Field(flag('The transcript was corrected since: the delivered words differ. `redeliver` sends it again.')) old_words!: boolean;
  @Field(
    flag(
      'The title or the description was changed after or during the delivery. `redeliver` with `metadata_only` sends the present ones. False if the output takes no changed texts.',
    ),
  )
  old_texts!: boolean;
  @Field(
    flag('The destination has an earlier version: a step was done again since, or the destination cannot replace the content.'),
  )
  outdated!: boolean;
  @Field(list(FollowUpAnswer, 'Actions at the destination after the delivery. Their failure does not fail the delivery.'))
  follow_ups!: readonly FollowUpAnswer[];
  @Field(time('When anything of it last changed.')) updated_at!: string;
}

@ApiSchema({ name: 'Waiting' })
export class WaitingAnswer {
  @Field(text('The waiting step: a stage, `DOWNLOAD`, or `deliver:` and the name of an output.')) step!: string;
  @Field(text('The stable code of the awaited dependency; `queue` if only a worker is missing.')) for!: string;
  @Field(text('The same in words.')) message!: string;
  @Field(time('Since when it waits without progress.')) since!: string;
  @Field(
    orNull(
      time(
        'The time of the next automatic check; in the past, the check is queued. Null while the run is paused, in a queue, until the source of the item has its file, and for `speech-model`, which is checked every 30 seconds.',
      ),
    ),
  )
  until!: string | null;
  @Field(flag('The other service or its limits name `until`: an earlier check may be refused again.')) until_named!: boolean;
}

@ApiSchema({ name: 'StepResult' })
export class StepResultAnswer {
  @OptionalField(number('The second of the original at which the trimmed file begins.', { minimum: 0 })) start_seconds?: number;
  @OptionalField(number('The second of the original at which the trimmed file ends.', { minimum: 0 })) end_seconds?: number;
  @OptionalField(text('The engine that has done the work.')) engine?: string;
  @OptionalField(text('The model of the engine.')) model?: string;
  @OptionalField(count('The number of words.')) words?: number;
  @OptionalField(count('The number of topics.')) topics?: number;
  @OptionalField(count('The number of subtitles.')) cues?: number;
  @OptionalField(count('The number of pages.')) pages?: number;
}

@ApiSchema({ name: 'RunStep' })
export class RunStepAnswer extends AttemptAnswer {
  @Field(text('`DOWNLOAD`, a stage, or `deliver:` and the name of an output.')) step!: string;
  @Field(words(STEP_KINDS, 'The kind of step.')) kind!: string;
  @Field(words(STAGE_STATUSES, 'The status of the step.')) status!: string;
  @Field(orNull(time('When it was completed.'))) completed_at!: string | null;
  @Field(orNull(StepResultAnswer, 'Facts about what it has made; null if it is not completed, or has none.'))
  result!: StepResultAnswer | null;
  @Field(fraction) progress!: number | null;
  @Field(list(text(), 'Steps that must end first.')) depends_on!: readonly string[];
}

@ApiSchema({ name: 'Run' })
export class RunAnswer {
  @Field(id('The newest run.')) id!: string;
  @Field(time('When it was started.')) started_at!: string;
  @Field(flag('A step of it is running or has yet to start.')) active!: boolean;
  @Field(list(RunStepAnswer, 'The plan of the run, in order.')) steps!: readonly RunStepAnswer[];
  @Field(record(text(), 'The layer of each setting that the run uses, as `config_sources` of a dry run.'))
  config_sources!: Readonly<Record<string, string>>;
}

@ApiSchema({ name: 'Uploaded' })
export class UploadedAnswer {
  @Field(text('The status of the output, in lower case.')) status!: string;
  @Field(orNull(text('The address of the content, if known.'))) url!: string | null;
  @Field(orNull(time('When it was sent.'))) uploaded_at!: string | null;
}

@ApiSchema({ name: 'UploadedOutput' })
export class UploadedOutputAnswer extends UploadedAnswer {
  @Field(text('The name of the output.')) id!: string;
}

@ApiSchema({ name: 'UploadsByType' })
export class UploadsByTypeAnswer extends UploadedAnswer {
  @Field(list(UploadedOutputAnswer, 'Each of them. The entry itself shows the worst of their statuses.'))
  outputs!: readonly UploadedOutputAnswer[];
}

export const waitingList = list(
  WaitingAnswer,
  'What the steps wait for. They continue automatically. If no step of the item is running, the entries with `queue` name the queue, and the place of the item in it.',
);
export const runOrNull = orNull(ref(RunAnswer), 'The newest run; null before the first, and after a reset.');
