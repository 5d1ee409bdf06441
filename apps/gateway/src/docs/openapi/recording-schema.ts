import { quarantinePlace } from './quarantine-schema.js';
import { RECORDING_STATUSES } from '@throughline/contracts';
import { ACTIONS } from '@throughline/domain';
import { Type } from 'typebox';
import { about, count, flag, id, orNull, text, time, words } from './field.js';
import { Output, Progress, Run, Stage, Stalled, Upload, Waiting, forecast } from './step-schema.js';

export const Action = Type.Object({
  action: words(ACTIONS, 'What can be asked of the item.'),
  target: orNull(text('The stage to skip, the output to settle.')),
  allowed: flag('Asked for now, something would happen.'),
  code: orNull(text('Why not, in a stable word: of the refusal, or of what is so already.')),
  reason: orNull(text('Why not, in words.')),
  try_instead: orNull(text('What would work.')),
});

/** Of an item of any kind. */
export const life = {
  deleted_at: orNull(time('When it was deleted; its status stays what it was.')),
  expires_at: orNull(time('The retention date of a deleted item: until then it can be restored.')),
  expired_at: orNull(
    time(
      'Since when it is past its retention date: content and everything personal is gone for good, and it cannot be restored.',
    ),
  ),
  erased_at: orNull(time('Since when its content and everything personal is gone for good.')),
};

const control = {
  ready_to_upload: flag('Fetched, not failed, not deleted, and every stage is done or left out.'),
  is_runtime: flag('The status is `DOWNLOADING`, `PROCESSING` or `UPLOADING`.'),
  can_run: flag('`run` is among the allowed actions.'),
  can_pause: flag('`pause` is among the allowed actions.'),
  on_pause: flag('What is at work finishes, and nothing new starts.'),
  pause_requested_at: orNull(time('When the pause began.')),
  pause_reason: orNull(text('What a person gave as its reason.')),
  pause_until: orNull(time('It goes on by itself then.')),
  paused_by: orNull(id('Who paused it: a user.')),
  paused_by_name: orNull(text('The name of that user; null also where it is not known here any more.')),
  waiting_for: Type.Array(Waiting, { description: 'Nothing is wrong with it: it goes on by itself.' }),
  allowed_actions: Type.Array(Action, {
    description:
      'What each action would answer you now, decided as the requests themselves are: one entry for each, for each stage and each output.',
  }),
  cancelled_at: orNull(time('When a person ended the newest run.')),
  cancelled_by: orNull(id('Who ended it: a user.')),
  cancelled_by_name: orNull(text('The name of that user; null also where it is not known here any more.')),
  cancel_reason: orNull(text('What that person gave as the reason.')),
  ...life,
};

const failure = {
  failed: flag('The newest run was given up, or every output has failed. A flag beside the status; the next run clears it.'),
  failed_at_stage: orNull(text('`download`, `trim`, `transcribe`, `topics`, `subtitles` or `upload`.')),
  failed_reason: orNull(text('What went wrong, in words.')),
  failed_at: orNull(time('When it failed for good.')),
};

const uploads = {
  outputs: Type.Array(Output, { description: 'Every output of the recording, in the order of the configuration.' }),
  uploads: Type.Record(Type.String(), Upload, {
    description: 'For each kind of destination its outputs, and the worst of their statuses.',
  }),
  upload_summary: about(
    'Counts over the outputs that were not left out.',
    Type.Object({
      total: count('Outputs.'),
      uploaded: count('Of those: uploaded, the unconfirmed among them.'),
      failed: count('Of those: failed for good.'),
      partial: flag('Some are uploaded and others have failed.'),
      unconfirmed: count('Of the uploaded: nobody could say whether they have arrived.'),
      follow_ups_failed: count('Follow-ups of the outputs that have failed for good. A run retries them.'),
    }),
  ),
  follow_up_summary: about(
    'Counts over the follow-ups of all outputs that were not left out.',
    Type.Object({
      total: count('Follow-ups.'),
      completed: count('Of those: done.'),
      failed: count('Of those: failed for good.'),
    }),
  ),
};

const source = about(
  'Where the recording comes from.',
  Type.Object({
    kind: text('`upload`, `url` and the like.'),
    url: orNull(text('Without user and query, which may be keys.')),
    size: orNull(Type.Integer(), 'Bytes; null before they are there.'),
    media_type: orNull(text('As its content says.')),
    sha256: orNull(text('Of the bytes, in hex; null before they are there, and once they were erased.')),
    duration_seconds: orNull(Type.Number({ description: 'Length of the media; null before it was looked at.' })),
  }),
);

/** A recording as it is listed, shown and answered by every command. */
/** Fields that items of every kind have. */
export const Terminal = flag('Nothing more happens until a person does something; retention aside.');

export const recording = {
  id: id('The recording.'),
  revision: text('Opaque; give it back as `min_revision` or `after_revision`.'),
  quarantined: flag('The history needs an operator; what is shown is the last good state.'),
  needs_upgrade: flag('A newer release wrote to the item; what is shown is the last state that this release can read.'),
  quarantine: quarantinePlace,
  duplicate_of: orNull(
    about(
      'The same content (sha256): the oldest recording of yours that was registered before this one, is not deleted and has it.',
      Type.Object({ id: id('That recording.'), created_at: time('When it was registered.') }),
    ),
  ),
  origin: orNull(
    about(
      'The page that it came from; null where it came from none.',
      Type.Object({
        channel_id: Type.Integer({ minimum: 1, description: 'Number of the channel that brought it.' }),
        page_id: text('As Notion writes the id of a page.'),
      }),
    ),
  ),
  title: orNull(text('For people; null once it was erased.')),
  file_name: orNull(text('Of the uploaded file, without its folders.')),
  language: text('`auto` or BCP 47.'),
  is_mapped: flag('Somebody has said what to do with it. What is not mapped is `SKIPPED` until a run is asked for.'),
  source,
  status: words(RECORDING_STATUSES, 'Worked out from the events; `explain` says by which rule.'),
  terminal: Terminal,
  ...failure,
  processing_stages: Type.Array(Stage, { description: 'The planned stages, in their order.' }),
  ...uploads,
  ...control,
  progress: Progress,
  ...forecast,
  stalled: Stalled,
  run: orNull(Run, 'The newest run; null before the first, and after a reset.'),
  created_at: time('When it was registered.'),
  updated_at: time('When anything of it changed last.'),
  as_of: Type.Optional(
    about(
      'Of an earlier moment, where `as_of` asked for one: what heartbeats would have said then is unknown, and no action is allowed.',
      Type.Object({
        position: text('Of the last event in it; gives the same answer again as `as_of`.'),
        time: time('The time that was asked for; of a position the one when it was stored.'),
        revision: text('Of the recording then.'),
      }),
    ),
  ),
};
