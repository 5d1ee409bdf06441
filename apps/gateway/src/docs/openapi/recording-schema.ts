import { OUTPUT_STATUSES, RECORDING_STATUSES, SKIP_REASONS, STAGE_STATUSES } from '@throughline/contracts';
import { ACTIONS } from '@throughline/domain';
import { Type, type TSchema } from 'typebox';

export const orNull = (schema: TSchema): TSchema => Type.Union([schema, Type.Null()]);
export const Time = Type.String({ format: 'date-time' });
export const Id = Type.String({ description: 'Opaque.' });
const Progress = orNull(Type.Number({ minimum: 0, maximum: 1, description: 'Work done; null where nothing is known.' }));
export const words = (values: readonly string[]): TSchema => Type.Enum([...values]);

const Stalled = orNull(
  Type.Boolean({
    description: 'It is at work, and its worker has died. Null: this server cannot tell, e.g. as it has just started.',
  }),
);

const Stage = Type.Object({
  stage_type: Type.String(),
  status: words(STAGE_STATUSES),
  failed: Type.Boolean(),
  failed_at: orNull(Time),
  failed_reason: orNull(Type.String()),
  skip_reason: orNull(words(SKIP_REASONS)),
  attempt: Type.Integer({ minimum: 0, description: 'Number of the newest attempt; 0 before the first.' }),
  retry_at: orNull(Time),
  progress: Progress,
  stalled: Stalled,
  started_at: orNull(Time),
  completed_at: orNull(Time),
});

const FollowUp = Type.Object({
  name: Type.String(),
  status: words(STAGE_STATUSES),
  failed: Type.Boolean(),
  failed_at: orNull(Time),
  failed_reason: orNull(Type.String()),
  skip_reason: orNull(words(SKIP_REASONS)),
  attempt: Type.Integer({ minimum: 0 }),
  retry_at: orNull(Time),
  started_at: orNull(Time),
  completed_at: orNull(Time),
});

const Output = Type.Object({
  id: Type.String(),
  target_type: Type.String(),
  status: words(OUTPUT_STATUSES),
  target_meta: orNull(Type.Record(Type.String(), Type.Unknown())),
  failed: Type.Boolean(),
  failed_at: orNull(Time),
  failed_reason: orNull(Type.String()),
  skip_reason: orNull(words(SKIP_REASONS)),
  attempt: Type.Integer({ minimum: 0 }),
  retry_at: orNull(Time),
  progress: Progress,
  stalled: Stalled,
  started_at: orNull(Time),
  uploaded_at: orNull(Time),
  unconfirmed: Type.Boolean({ description: 'Sent, and nobody could say whether it has arrived: look there, then settle it.' }),
  follow_ups: Type.Array(FollowUp, { description: 'Done at the destination after the delivery; none of them fails it.' }),
  updated_at: Time,
});

const Action = Type.Object({
  action: words(ACTIONS),
  target: orNull(Type.String({ description: 'The stage to skip, the output to settle.' })),
  allowed: Type.Boolean(),
  code: orNull(Type.String()),
  reason: orNull(Type.String()),
  try_instead: orNull(Type.String()),
});

const Waiting = Type.Object({
  step: Type.String(),
  for: Type.String({ description: 'Stable code of what is waited for.' }),
  message: Type.String(),
  since: Time,
  until: Type.String({ format: 'date-time', description: 'When it looks again by itself.' }),
});

/** A recording as it is listed, shown and answered by every command. */
export const recording = {
  id: Id,
  revision: Type.String({ description: 'Opaque; give it back as `min_revision` or `after_revision`.' }),
  quarantined: Type.Boolean({ description: 'The history needs an operator; what is shown is the last good state.' }),
  title: orNull(Type.String()),
  file_name: orNull(Type.String()),
  language: Type.String({ description: '`auto` or BCP 47.' }),
  is_mapped: Type.Boolean(),
  source: Type.Object({
    kind: Type.String(),
    url: orNull(Type.String({ description: 'Without user and query, which may be keys.' })),
    size: orNull(Type.Integer()),
    media_type: orNull(Type.String()),
  }),
  status: words(RECORDING_STATUSES),
  failed: Type.Boolean(),
  failed_at_stage: orNull(Type.String()),
  failed_reason: orNull(Type.String()),
  failed_at: orNull(Time),
  processing_stages: Type.Array(Stage),
  outputs: Type.Array(Output),
  uploads: Type.Record(
    Type.String(),
    Type.Object({ status: Type.String(), url: orNull(Type.String()), uploaded_at: orNull(Time) }),
  ),
  upload_summary: Type.Object({
    total: Type.Integer(),
    uploaded: Type.Integer(),
    failed: Type.Integer(),
    partial: Type.Boolean(),
  }),
  follow_up_summary: Type.Object({ total: Type.Integer(), completed: Type.Integer(), failed: Type.Integer() }),
  ready_to_upload: Type.Boolean(),
  is_runtime: Type.Boolean(),
  can_run: Type.Boolean(),
  can_pause: Type.Boolean(),
  on_pause: Type.Boolean(),
  pause_requested_at: orNull(Time),
  pause_reason: orNull(Type.String()),
  pause_until: orNull(Type.String({ format: 'date-time', description: 'It goes on by itself then.' })),
  paused_by: orNull(Id),
  waiting_for: Type.Array(Waiting, { description: 'Nothing is wrong with it: it goes on by itself.' }),
  allowed_actions: Type.Array(Action),
  cancelled_at: orNull(Time),
  cancelled_by: orNull(Id),
  cancel_reason: orNull(Type.String()),
  deleted_at: orNull(Time),
  expires_at: orNull(Type.String({ format: 'date-time', description: 'The retention date of a deleted item.' })),
  progress: Progress,
  stalled: Stalled,
  run: orNull(Type.Object({ id: Id, started_at: Time, active: Type.Boolean() })),
  created_at: Time,
  updated_at: Time,
};
