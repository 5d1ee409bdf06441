import { OUTPUT_STATUSES, SKIP_REASONS, STAGE_STATUSES, STEP_KINDS } from '@throughline/contracts';
import { ETA_REASONS } from '@throughline/domain';
import { Type } from 'typebox';
import { about, count, flag, id, orNull, text, time, words } from './field.js';

/*
 * The steps of a recording as its item shows them.
 */
export const Progress = orNull(Type.Number({ minimum: 0, maximum: 1 }), 'Work done, from 0 to 1; null where nothing is known.');

const Eta = Type.Object({
  from: time('Half of what was like it took no longer. Never in the past.'),
  to: time('Nine of ten took no longer.'),
  basis: words(['history', 'rule'], 'What this installation has seen; until that is enough, four times the length of the media.'),
  samples: count('How many were like it: of all that is still to be done, the least. 0 by the rule.'),
});

/** When it is done; see docs/progress.md. */
export const forecast = {
  eta: orNull(Eta, 'When it is done, as a range. Null where nothing is to be waited for, and where nobody can say.'),
  eta_reason: orNull(words(ETA_REASONS), 'Why nobody can say.'),
  queue_position: orNull(
    Type.Integer({ minimum: 1 }),
    'Place among those that wait for the same lane, 1 for the next; null where it does not queue, or its place is not known.',
  ),
};

export const Stalled = orNull(
  Type.Boolean(),
  'It is at work, and its worker has died. Null: this server cannot tell, e.g. as it has just started.',
);

/** What every step tells of its attempts. */
const attempts = {
  failed: flag('It has failed for good. Between automatic retries it has not.'),
  failed_at: orNull(time('When it failed for good.')),
  failed_reason: orNull(
    text(
      'What went wrong, in words; also of a step that is tried again at `retry_at`, and of a stage that was skipped for an error that is allowed.',
    ),
  ),
  skip_reason: orNull(words(SKIP_REASONS), 'Why it was left out, where it was.'),
  attempt: count('Number of the newest attempt, counted on over runs; 0 before the first.'),
  retry_at: orNull(time('When it is tried again by itself; the status is `PENDING` until then.')),
  started_at: orNull(time('When the newest attempt began.')),
};

export const Stage = Type.Object({
  stage_type: text('`TRIM`, `TRANSCRIBE`, `EXTRACT_TOPICS` or `GENERATE_SUBTITLES`.'),
  status: words(STAGE_STATUSES, 'Where the stage stands.'),
  ...attempts,
  progress: Progress,
  ...forecast,
  stalled: Stalled,
  completed_at: orNull(time('When it was done.')),
});

const FollowUp = Type.Object({
  name: text('What is done: `thumbnail` and the like.'),
  status: words(STAGE_STATUSES, 'Where it stands.'),
  ...attempts,
  completed_at: orNull(time('When it was done.')),
});

export const Output = Type.Object({
  id: text('Name of the output in the configuration of the run.'),
  target_type: text('Kind of destination, in lower case.'),
  status: words(OUTPUT_STATUSES, 'Where the delivery stands; see `unconfirmed` and `outdated` beside `UPLOADED`.'),
  target_meta: orNull(Type.Record(Type.String(), Type.Unknown()), 'What the destination said; null before the upload.'),
  ...attempts,
  progress: Progress,
  ...forecast,
  stalled: Stalled,
  uploaded_at: orNull(time('When what stands at the destination was sent; a later run that sends nothing leaves it as it is.')),
  unconfirmed: flag('Sent, and nobody could say whether it has arrived: look there, then settle it.'),
  old_words: flag(
    'The transcript was corrected since: the words that it has, or is being given, are others. `redeliver` sends it again.',
  ),
  outdated: flag(
    'It holds an earlier version of the recording: a step was done again since, or the destination cannot replace it.',
  ),
  follow_ups: Type.Array(FollowUp, { description: 'Done at the destination after the delivery; none of them fails it.' }),
  updated_at: time('When anything of it changed last.'),
});

export const Waiting = Type.Object({
  step: text('The step that waits: a stage, `DOWNLOAD`, or `deliver:` and the name of an output.'),
  for: text('Stable code of what is waited for.'),
  message: text('The same in words.'),
  since: time('Since when, without getting further.'),
  until: orNull(time('When it looks again by itself.'), 'When it looks again by itself; null while the run is paused.'),
});

export const Run = Type.Object({
  id: id('The newest run.'),
  started_at: time('When it was started.'),
  active: flag('Something of it is still to come, or is at work.'),
  steps: Type.Array(
    Type.Object({
      step: text('`DOWNLOAD`, a stage, or `deliver:` and the name of an output.'),
      kind: words(STEP_KINDS, 'What kind of step it is.'),
      status: words(STAGE_STATUSES, 'Where it stands.'),
      ...attempts,
      progress: Progress,
      depends_on: Type.Array(Type.String(), { description: 'Steps that have to end first.' }),
    }),
    { description: 'The plan of the run, in its order: what a picture of it is drawn from.' },
  ),
});

const uploaded = {
  status: text('Status of the output, in lower case.'),
  url: orNull(text('Where it is found, as far as that is known.')),
  uploaded_at: orNull(time('When it was sent.')),
};

export const Upload = about(
  'The outputs of a kind of destination.',
  Type.Object({
    ...uploaded,
    outputs: Type.Array(Type.Object({ id: text('Name of the output.'), ...uploaded }), {
      description: 'Each of them. The entry itself shows the worst of their statuses.',
    }),
  }),
);
