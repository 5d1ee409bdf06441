import { RECORDING_STATUSES } from '@throughline/contracts';
import { ACTIONS, ITEM_LABELS, LIST_STATES, NO_TRANSCRIPT_REASONS } from '@throughline/domain';
import { ApiSchema } from '@nestjs/swagger';
import { Field, OptionalField } from '../../kit/http/fields.js';
import {
  count,
  flag,
  id,
  integer,
  list,
  literal,
  number,
  orNull,
  record,
  ref,
  text,
  time,
  words,
} from '../../kit/http/schemas.js';
import { QuarantinePlace } from './limit-actions.js';
import { BoundTemplateAnswer, PreferencesAnswer } from './own-settings-answer.js';
import { RetentionAnswer } from './retention-answer.js';
import { PreviewsAnswer } from './previews.js';
import { ThumbnailAnswer } from './thumbnail.js';
import { ForecastAnswer, OutputAnswer, StageAnswer, UploadsByTypeAnswer, runOrNull, waitingList } from './step-answers.js';
import type { RunAnswer, WaitingAnswer } from './step-answers.js';

/* The answer that shows an item. */

export const staleSince = time(
  'The time since which this answer may lack changes, because the tables are behind the log or cannot be compared with it. Absent while the tables are up to date, and in pushed items.',
);

export const stateWord = words(
  [...LIST_STATES, 'stalled', 'unreadable'],
  'The most urgent state that applies, the same words for all kinds. `stalled`: in progress, but the worker does not respond. `unreadable`: the history needs an operator or a newer release.',
);
export const stateReason = orNull(text('The reason of the state, in one sentence; null if it needs none.'));

@ApiSchema({ name: 'Action' })
export class ActionAnswer {
  @Field(words(ACTIONS, 'The action.')) action!: string;
  @Field(orNull(text('The stage to skip, or the output to skip or to settle.'))) target!: string | null;
  @Field(flag('A request now would have an effect. A check may come too early nevertheless.')) allowed!: boolean;
  @Field(orNull(text('Why not: the code of the refusal, or of the existing state.'))) code!: string | null;
  @Field(orNull(text('Why not, in words.'))) reason!: string | null;
  @Field(orNull(text('What would work.'))) try_instead!: string | null;
}

@ApiSchema({ name: 'UploadSummary' })
class UploadSummaryAnswer {
  @Field(count('Outputs.')) total!: number;
  @Field(count('Uploaded outputs, the unconfirmed ones included.')) uploaded!: number;
  @Field(count('Outputs that failed permanently.')) failed!: number;
  @Field(flag('Some are uploaded and others have failed.')) partial!: boolean;
  @Field(count('Uploaded outputs whose arrival is unknown.')) unconfirmed!: number;
  @Field(count('Follow-ups that failed permanently. A run retries them.')) follow_ups_failed!: number;
}

@ApiSchema({ name: 'FollowUpSummary' })
class FollowUpSummaryAnswer {
  @Field(count('Follow-ups.')) total!: number;
  @Field(count('Completed follow-ups.')) completed!: number;
  @Field(count('Follow-ups that failed permanently.')) failed!: number;
}

@ApiSchema({ name: 'SourceFile' })
class SourceFileAnswer {
  @Field(text("The service's name of the kind of file, such as `gallery_view`.")) name!: string;
  @Field(flag('The item has it: as its recording, or among its files.')) taken!: boolean;
}

@ApiSchema({ name: 'LeftOriginal' })
class LeftOriginalAnswer {
  @Field(text('The name of the folder, as the operator has opened it (`TL_SOURCE_FOLDERS`).')) folder!: string;
  @Field(orNull(text('The path below the folder; null after an erasure.'))) path!: string | null;
  @Field(count('The bytes of the file.')) size!: number;
}

@ApiSchema({ name: 'CopiedPages' })
class CopiedPagesAnswer {
  @Field(integer('The first page.', { minimum: 1 })) from!: number;
  @Field(integer('The last page.', { minimum: 1 })) to!: number;
  @Field(integer('Degrees clockwise by which the pages were turned, or 0.')) rotate!: number;
}

@ApiSchema({ name: 'OriginDocument' })
class OriginDocumentAnswer {
  @Field(id('The document. It may be erased, or be in another library by now: then it is not found.')) id!: string;
  @Field(orNull(list(CopiedPagesAnswer), 'The pages, in this order; null: all pages, as they were.'))
  pages!: readonly CopiedPagesAnswer[] | null;
}

@ApiSchema({ name: 'MadeOf' })
class MadeOfAnswer {
  @Field(list(OriginDocumentAnswer, 'The documents, in the order of their pages.')) documents!: readonly OriginDocumentAnswer[];
  @Field(
    orNull(
      list(text()),
      'Contents of the files that are no part of the pages, and that the item therefore lacks: `attachments`, `bookmarks`, `forms`, `links` within the file, `media`, `scripts`, `signatures`, `tags` for screen readers. Null until the file is made.',
    ),
  )
  left_out!: readonly string[] | null;
}

@ApiSchema({ name: 'Source' })
class SourceAnswer {
  @Field(text('`upload`, `url` and others.')) kind!: string;
  @Field(orNull(integer('The number of the source that has brought it; null if a person has registered it.', { minimum: 1 })))
  source_id!: number | null;
  @Field(orNull(text('Without user and query, which may be secret.'))) url!: string | null;
  @Field(orNull(integer(), 'Bytes; null until known.')) size!: number | null;
  @Field(orNull(text('By its content.'))) media_type!: string | null;
  @Field(orNull(text('The hash of the bytes, in hex; null until known, and after erasure.'))) sha256!: string | null;
  @Field(orNull(number('The length of the media in seconds: measured, or else as its source names it; null until known.')))
  duration_seconds!: number | null;
  @OptionalField(
    list(SourceFileAnswer, 'The files of the recording at Zoom. Absent until it was downloaded, and for other sources.'),
  )
  files?: readonly SourceFileAnswer[];
  @OptionalField(ref(MadeOfAnswer, 'The documents that the item has pages of. Absent for all other items.'))
  made_of?: MadeOfAnswer;
  @OptionalField(
    flag(
      'The item is history only: it has the history of an older system, and no file. Absent otherwise, and after erasure or expiry. `replace_file` brings it.',
    ),
  )
  history_only?: boolean;
  @OptionalField(
    ref(
      LeftOriginalAnswer,
      'The file that stays in a folder of the server. Runs read it there, and an erasure does not remove it.',
    ),
  )
  original?: LeftOriginalAnswer;
}

@ApiSchema({ name: 'Duplicate' })
class DuplicateAnswer {
  @Field(id('The other item.')) id!: string;
  @Field(time('When it was registered.')) created_at!: string;
}

@ApiSchema({ name: 'Origin' })
class OriginAnswer {
  @Field(integer('The number of the channel.', { minimum: 1 })) channel_id!: number;
  @Field(text('The id of the page in Notion.')) page_id!: string;
}

@ApiSchema({ name: 'AsOf' })
class AsOfAnswer {
  @Field(text('The position of the last event in it; as `as_of` it gives the same answer again.')) position!: string;
  @Field(time('The requested time; for a position, the time when it was stored.')) time!: string;
  @Field(text('The revision of the item at that time.')) revision!: string;
  @Field(flag('Events of it happened in another system: times until the import are those of that system.')) imported!: boolean;
}

@ApiSchema({ name: 'NoTranscript' })
class NoTranscriptAnswer {
  @Field(words(NO_TRANSCRIPT_REASONS, '`disabled`: transcription was off, so none is missing. Otherwise: why there is none.'))
  reason!: string;
  @Field(text('The reason in a few words, for lists.')) message!: string;
}

/** The fields that the answers of all kinds of items share. */
export abstract class ItemAnswer extends ForecastAnswer {
  @Field(id('The item.')) id!: string;
  @Field(text('Opaque; send it back as `min_revision` or `after_revision`.')) revision!: string;
  @Field(flag('The history needs an operator; the last good state is shown.')) quarantined!: boolean;
  @Field(flag('A newer release wrote to the item; the last readable state is shown.')) needs_upgrade!: boolean;
  @Field(orNull(QuarantinePlace, 'The commit that cannot be applied; null if all can.'))
  quarantine!: QuarantinePlace | null;
  @Field(
    orNull(DuplicateAnswer, 'Your oldest item with the same content (sha256) that was registered earlier and is not deleted.'),
  )
  duplicate_of!: DuplicateAnswer | null;
  @Field(
    orNull(
      text(
        'The title that a person or the source gave, else the one in a document, else the name of the file; null after erasure.',
      ),
    ),
  )
  title!: string | null;
  @Field(orNull(text('For people; null if there is none, and after erasure.'))) description!: string | null;
  @Field(list(text(), 'The tags that people gave it; none after erasure.')) tags!: readonly string[];
  @Field(orNull(text('The name of the uploaded file, without folders.'))) file_name!: string | null;
  @Field(text('`auto` or BCP 47.')) language!: string;
  @OptionalField(literal('default', 'The language is the default of the user who registered the item.'))
  language_source?: 'default';
  @Field(ref(SourceAnswer, 'Where the item comes from.')) source!: SourceAnswer;
  @Field(stateWord) state!: string;
  @Field(stateReason) state_reason!: string | null;
  @Field(
    orNull(
      words(
        ITEM_LABELS,
        'The word to show instead of the status. `stalled`: the worker of a running step does not respond. `stopped`: a person stopped the newest run, and no output has the item. `queued`: no step runs, and the next one waits for a worker.',
      ),
      'Null if the status promises no more than it keeps.',
    ),
  )
  label!: string | null;
  @Field(
    flag(
      'A part of what can be read is the result of an earlier run: the present run has not made its own yet, or could not. The files and the transcript say which.',
    ),
  )
  earlier_run!: boolean;
  @Field(flag('Nothing more happens until a person acts, except retention.')) terminal!: boolean;
  @Field(flag('The newest run was given up, or every output has failed. Independent of the status; the next run clears it.'))
  failed!: boolean;
  @Field(orNull(text('What went wrong, in words.'))) failed_reason!: string | null;
  @Field(orNull(time('When it failed permanently.'))) failed_at!: string | null;
  @Field(list(OutputAnswer, 'Every output of the item, in the order of the configuration.')) outputs!: readonly OutputAnswer[];
  @Field(record(UploadsByTypeAnswer, 'The outputs of each kind of destination, and the worst of their statuses.'))
  uploads!: Readonly<Record<string, UploadsByTypeAnswer>>;
  @Field(ref(UploadSummaryAnswer, 'Counts of the outputs that were not skipped.')) upload_summary!: UploadSummaryAnswer;
  @Field(ref(FollowUpSummaryAnswer, 'Counts of the follow-ups of all outputs that were not skipped.'))
  follow_up_summary!: FollowUpSummaryAnswer;
  @Field(flag('Finished content waits until a person publishes it: `publish` is among the allowed actions.'))
  needs_review!: boolean;
  @Field(flag('`run` is among the allowed actions.')) can_run!: boolean;
  @Field(flag('`pause` is among the allowed actions.')) can_pause!: boolean;
  @Field(flag('Running steps finish, and no step starts.')) on_pause!: boolean;
  @Field(orNull(time('When the pause began.'))) pause_requested_at!: string | null;
  @Field(orNull(text('The reason that a person gave.'))) pause_reason!: string | null;
  @Field(orNull(time('When it continues automatically.'))) pause_until!: string | null;
  @Field(orNull(id('The user who paused it.'))) paused_by!: string | null;
  @Field(orNull(text('The name of that user; null if unknown.'))) paused_by_name!: string | null;
  @Field(waitingList) waiting_for!: readonly WaitingAnswer[];
  @Field(
    list(ActionAnswer, 'What each action would answer you now: one entry for each action, for each stage and for each output.'),
  )
  allowed_actions!: readonly ActionAnswer[];
  @Field(orNull(time('When a person, or the end of an import, stopped the newest run.'))) cancelled_at!: string | null;
  @Field(orNull(id('The user who stopped it, or who imported the item.'))) cancelled_by!: string | null;
  @Field(orNull(text('The name of that user; null if unknown.'))) cancelled_by_name!: string | null;
  @Field(orNull(text('The reason that a person gave.'))) cancel_reason!: string | null;
  @Field(orNull(literal('import', 'The run was open in another system, and the import of the item stopped it.')))
  cancel_cause!: 'import' | null;
  @Field(orNull(time('When its history was imported from another system. Its earlier times are those of that system.')))
  imported_at!: string | null;
  @Field(orNull(time('When it was deleted; deletion does not change the status.'))) deleted_at!: string | null;
  @Field(orNull(time('The retention date of a deleted item, until which it can be restored.'))) expires_at!: string | null;
  @Field(orNull(time('When its retention ended: content and personal data are gone, and it cannot be restored.')))
  expired_at!: string | null;
  @Field(orNull(time('When content and personal data were erased.'))) erased_at!: string | null;
  @Field(orNull(RetentionAnswer, 'Planned or done by retention; null if it leaves the item alone, or a person has deleted it.'))
  retention!: RetentionAnswer | null;
  @Field(runOrNull) run!: RunAnswer | null;
  @Field(orNull(BoundTemplateAnswer, 'The template whose settings later runs use; null if none is bound.'))
  template!: BoundTemplateAnswer | null;
  @Field(orNull(PreferencesAnswer, 'Settings of this item for later runs, above those of its template; null if there are none.'))
  preferences!: PreferencesAnswer | null;
  @Field(ref(PreviewsAnswer, 'Its pictures and its waveform for lists and players.')) previews!: PreviewsAnswer;
  @Field(time('When it was registered.')) created_at!: string;
  @Field(time('When anything of it but its previews last changed.')) updated_at!: string;
  @OptionalField(ref(AsOfAnswer, 'Only with `as_of`: the moment. Heartbeats of that time are unknown, and no action is allowed.'))
  as_of?: AsOfAnswer;
  @OptionalField(staleSince) stale_since?: string;
}

@ApiSchema({ name: 'Recording' })
export class RecordingAnswer extends ItemAnswer {
  @Field(words(RECORDING_STATUSES, 'Computed from the events; `explain` names the rule.')) status!: string;
  @Field(orNull(text('`download`, `trim`, `transcribe`, `topics`, `subtitles` or `upload`.'))) failed_at_stage!: string | null;
  @Field(flag('Somebody has decided what to do with it. Until then it is `SKIPPED`, unless a run is requested.'))
  is_mapped!: boolean;
  @Field(orNull(ThumbnailAnswer, 'The picture that stands for it; null if it has neither a video nor a chosen second.'))
  thumbnail!: ThumbnailAnswer | null;
  @Field(orNull(OriginAnswer, 'The page that it came from; null if none.')) origin!: OriginAnswer | null;
  @Field(
    orNull(NoTranscriptAnswer, 'Why a recording whose stages have ended has no transcript; null if it has one, or may get it.'),
  )
  no_transcript!: NoTranscriptAnswer | null;
  @Field(list(StageAnswer, 'The planned stages, in order.')) processing_stages!: readonly StageAnswer[];
  @Field(flag('Downloaded, not failed, not deleted, and every stage is completed or skipped.')) ready_to_upload!: boolean;
  @Field(flag('The status is `DOWNLOADING`, `PROCESSING` or `UPLOADING`.')) is_runtime!: boolean;
}
