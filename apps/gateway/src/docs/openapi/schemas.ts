import { OUTPUT_STATUSES, RECORDING_STATUSES, SKIP_REASONS, STAGE_STATUSES } from '@throughline/contracts';
import { Type, type TSchema } from 'typebox';
import { problemKinds } from '../../problems/catalogue.js';
import { SCOPES } from '../../tokens/token.js';

/*
 * The answers of the API. A spec checks real answers against these, without room for fields that are not told here.
 */
const orNull = (schema: TSchema): TSchema => Type.Union([schema, Type.Null()]);
const Time = Type.String({ format: 'date-time' });
const Id = Type.String({ description: 'Opaque.' });
const Progress = orNull(Type.Number({ minimum: 0, maximum: 1, description: 'Work done; null where nothing is known.' }));
const words = (values: readonly string[]): TSchema => Type.Enum([...values]);

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
  started_at: orNull(Time),
  uploaded_at: orNull(Time),
  updated_at: Time,
});

const Action = Type.Object({
  action: Type.String(),
  allowed: Type.Boolean(),
  code: orNull(Type.String()),
  reason: orNull(Type.String()),
  try_instead: orNull(Type.String()),
});

const recording = {
  id: Id,
  revision: Type.String({ description: 'Opaque; give it back as `min_revision` or `after_revision`.' }),
  quarantined: Type.Boolean({ description: 'The history needs an operator; what is shown is the last good state.' }),
  title: orNull(Type.String()),
  file_name: orNull(Type.String()),
  language: Type.String({ description: '`auto` or BCP 47.' }),
  is_mapped: Type.Boolean(),
  source: Type.Object({ kind: Type.String(), size: orNull(Type.Integer()), media_type: orNull(Type.String()) }),
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
  ready_to_upload: Type.Boolean(),
  is_runtime: Type.Boolean(),
  can_run: Type.Boolean(),
  can_pause: Type.Boolean(),
  allowed_actions: Type.Array(Action),
  progress: Progress,
  run: orNull(Type.Object({ id: Id, started_at: Time, active: Type.Boolean() })),
  created_at: Time,
  updated_at: Time,
};
const Recording = Type.Object(recording);

const AuditEvent = Type.Object({
  id: Type.String({ description: 'Its place; give it back as `after`.' }),
  type: Type.String(),
  step: orNull(Type.String()),
  status_after: Type.String({ description: 'Status of the recording after the event.' }),
  failed_after: Type.Boolean(),
  message: orNull(Type.String()),
  detail: Type.Unknown(),
  actor: Type.Object({ kind: Type.String(), id: Type.String() }),
  occurred_at: Time,
  recorded_at: Time,
});

const Artifact = Type.Object({
  name: Type.String(),
  role: Type.String(),
  media_type: Type.String(),
  size: Type.Integer(),
  sha256: Type.String(),
  url: Type.String(),
});

const token = {
  id: Id,
  name: Type.String(),
  scopes: Type.Array(words(SCOPES)),
  created_at: Time,
  expires_at: orNull(Time),
  last_used_at: orNull(Time),
};

export const answers = {
  Recording,
  RecordingList: Type.Object({
    items: Type.Array(Recording),
    next_cursor: orNull(Type.String()),
    total: Type.Optional(Type.Integer({ description: 'With `include=total`.' })),
  }),
  RunAnswer: Type.Object({
    ...recording,
    outcome: Type.Object({
      code: Type.String({ description: '`started`, or why nothing had to be started.' }),
      detail: Type.String(),
    }),
  }),
  EventList: Type.Object({ items: Type.Array(AuditEvent), next_cursor: orNull(Type.String()) }),
  ArtifactList: Type.Object({ items: Type.Array(Artifact) }),
  Token: Type.Object(token),
  TokenList: Type.Object({ items: Type.Array(Type.Object(token)) }),
  CreatedToken: Type.Object({ ...token, token: Type.String({ description: 'Shown this once.' }) }),
  About: Type.Object({
    name: Type.String(),
    version: Type.String(),
    limits: Type.Object({ upload_bytes: Type.Integer(), page: Type.Integer(), title: Type.Integer() }),
    docs: Type.String(),
  }),
  Live: Type.Object({ status: Type.Literal('ok'), service: Type.String() }),
  Ready: Type.Object({
    status: words(['ok', 'unavailable']),
    service: Type.String(),
    checks: Type.Record(Type.String(), Type.Object({ ok: Type.Boolean(), detail: Type.Optional(Type.String()) })),
  }),
  Problem: Type.Object({
    type: Type.String({ description: 'A page of this server that explains the code.' }),
    title: Type.String(),
    status: Type.Integer(),
    code: words(Object.keys(problemKinds)),
    detail: Type.String(),
    try_instead: Type.Optional(Type.String()),
    errors: Type.Optional(Type.Array(Type.Object({ pointer: Type.String(), message: Type.String() }))),
    request_id: Type.Optional(Type.String()),
    existing_id: Type.Optional(Type.String({ description: 'With `duplicate`.' })),
  }),
} as const;
export type AnswerName = keyof typeof answers;
