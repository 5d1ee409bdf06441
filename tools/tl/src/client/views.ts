import { Type, type Static, type TNull, type TSchema, type TUnion } from 'typebox';
import { Compile } from 'typebox/compile';
import { CliError } from '../exit.js';
import { asRecording, withItems } from './document-view.js';

/*
 * The parts of the answers that are shown. Unknown fields are left alone: a newer server may say more.
 */
export const orNull = <T extends TSchema>(schema: T): TUnion<[T, TNull]> => Type.Union([schema, Type.Null()]);

/** When something is done, or why nobody can say. */
const forecast = {
  eta: Type.Optional(orNull(Type.Object({ from: Type.String(), to: Type.String(), basis: Type.String() }))),
  eta_reason: Type.Optional(orNull(Type.String())),
  queue_position: Type.Optional(orNull(Type.Integer())),
};
const Step = Type.Object({
  ...forecast,
  status: Type.String(),
  progress: orNull(Type.Number()),
  stalled: orNull(Type.Boolean()),
  failed_reason: orNull(Type.String()),
  skip_reason: orNull(Type.String()),
  retry_at: orNull(Type.String()),
});

export type ForecastView = Pick<Static<typeof Step>, keyof typeof forecast>;

const FollowUp = Type.Object({
  name: Type.String(),
  status: Type.String(),
  failed_reason: orNull(Type.String()),
  skip_reason: orNull(Type.String()),
  retry_at: orNull(Type.String()),
});

const Output = Type.Intersect([
  Type.Object({
    id: Type.String(),
    target_type: Type.String(),
    unconfirmed: Type.Optional(Type.Boolean()),
    outdated: Type.Optional(Type.Boolean()),
    follow_ups: Type.Optional(Type.Array(FollowUp)),
  }),
  Step,
]);
export type OutputView = Static<typeof Output>;

/** What a server says, or a newer one. */
const wordsIfAny = Type.Optional(orNull(Type.String()));

const Recording = Type.Object({
  id: Type.String(),
  title: orNull(Type.String()),
  status: Type.String(),
  failed: Type.Boolean(),
  failed_at_stage: orNull(Type.String()),
  failed_reason: orNull(Type.String()),
  progress: orNull(Type.Number()),
  ...forecast,
  revision: Type.String(),
  created_at: Type.String(),
  source: Type.Optional(Type.Object({ duration_seconds: Type.Optional(orNull(Type.Number())) })),
  run: orNull(Type.Object({ active: Type.Boolean() })),
  stalled: orNull(Type.Boolean()),
  on_pause: Type.Boolean(),
  pause_until: orNull(Type.String()),
  pause_reason: orNull(Type.String()),
  paused_by_name: wordsIfAny,
  waiting_for: Type.Array(
    Type.Object({
      step: Type.String(),
      for: Type.String(),
      message: Type.String(),
      since: Type.String(),
      until: orNull(Type.String()),
    }),
  ),
  cancelled_at: orNull(Type.String()),
  cancel_reason: wordsIfAny,
  cancelled_by_name: wordsIfAny,
  deleted_at: orNull(Type.String()),
  expires_at: orNull(Type.String()),
  erased_at: wordsIfAny,
  /** The same content again. */
  duplicate_of: Type.Optional(orNull(Type.Object({ id: Type.String(), created_at: Type.String() }))),
  /** Of a command alone. */
  outcome: Type.Optional(
    Type.Object({ code: Type.String(), detail: Type.String(), try_instead: Type.Optional(orNull(Type.String())) }),
  ),
  processing_stages: Type.Array(Type.Intersect([Type.Object({ stage_type: Type.String() }), Step])),
  outputs: Type.Array(Output),
  upload_summary: Type.Object({
    total: Type.Number(),
    uploaded: Type.Number(),
    failed: Type.Number(),
    unconfirmed: Type.Optional(Type.Number()),
    follow_ups_failed: Type.Optional(Type.Number()),
  }),
});
export type RecordingView = Static<typeof Recording>;

const Plan = Type.Object({
  outcome: Type.String(),
  reason: orNull(Type.Object({ code: Type.String(), detail: Type.String(), try_instead: orNull(Type.String()) })),
  steps: Type.Array(
    Type.Object({
      step: Type.String(),
      action: Type.String(),
      skip_reason: orNull(Type.String()),
      outdated: Type.Optional(Type.Boolean()),
      depends_on: Type.Array(Type.String()),
    }),
  ),
});

const Worker = Type.Object({
  worker: Type.String(),
  service: Type.String(),
  lanes: Type.Array(Type.Object({ lane: Type.String(), concurrency: Type.Number(), busy: Type.Number() })),
  heard_at: Type.String(),
});
const Workers = Type.Object({
  items: Type.Array(Worker),
  services: Type.Optional(
    Type.Array(Type.Object({ service: Type.String(), workers: Type.Number(), heard_at: orNull(Type.String()) })),
  ),
  listening_since: orNull(Type.String()),
  complete: Type.Boolean(),
});

const Event = Type.Object({
  id: Type.String(),
  type: Type.String(),
  step: orNull(Type.String()),
  status_after: Type.String(),
  message: orNull(Type.String()),
  occurred_at: Type.String(),
});
export type EventView = Static<typeof Event>;

const Artifact = Type.Object({ name: Type.String(), role: Type.String(), media_type: Type.String(), size: Type.Number() });
export type ArtifactView = Static<typeof Artifact>;

const Token = Type.Object({
  id: Type.String(),
  name: Type.String(),
  scopes: Type.Array(Type.String()),
  created_at: Type.String(),
  expires_at: orNull(Type.String()),
  last_used_at: orNull(Type.String()),
});
export type TokenView = Static<typeof Token>;

const pageOf = <T extends TSchema>(item: T) => Type.Object({ items: Type.Array(item), next_cursor: orNull(Type.String()) });

export const reader = <T extends TSchema>(schema: T): ((value: unknown) => Static<T>) => {
  const compiled = Compile(schema);
  return (value) => {
    if (compiled.Check(value)) return value;
    const problem = compiled.Errors(value)[0];
    throw new CliError('failed', `The server answered something else than expected (${problem?.instancePath ?? '/'})`, {
      tryInstead: 'Are tl and the server of the same version?',
    });
  };
};

const Engine = Type.Object({
  name: Type.String(),
  kind: Type.String(),
  model: Type.Optional(Type.String()),
  languages: Type.Optional(Type.Array(Type.String())),
  available: Type.Optional(Type.Boolean()),
  note: Type.Optional(Type.String()),
});

/** What workers have to work with; null to strangers. */
const About = Type.Object({
  services: Type.Union([
    Type.Array(Type.Object({ service: Type.String(), engines: Type.Union([Type.Literal('unknown'), Type.Array(Engine)]) })),
    Type.Null(),
  ]),
});

const Transcript = Type.Object({
  version: Type.String(),
  segments: Type.Array(Type.Object({ start: Type.Number(), end: Type.Number(), text: Type.String() })),
});
export type TranscriptView = Static<typeof Transcript>;

const TranscriptVersion = Type.Object({
  version: Type.String(),
  kind: Type.String(),
  made_at: Type.String(),
  current: Type.Boolean(),
  corrected_by: Type.Union([Type.String(), Type.Null()]),
});

const recording = reader(Recording);
const recordings = reader(pageOf(Recording));

export const read = {
  transcript: reader(Transcript),
  versions: reader(Type.Object({ items: Type.Array(TranscriptVersion) })),
  correction: reader(Type.Object({ version: Type.String(), outdated_outputs: Type.Array(Type.Object({ id: Type.String() })) })),
  about: reader(About),
  recording: (value: unknown): RecordingView => recording(asRecording(value)),
  recordings: (value: unknown): ReturnType<typeof recordings> => recordings(withItems(value)),
  /** What an answer that is of earlier says beside the recording. */
  past: reader(Type.Object({ as_of: Type.Object({ position: Type.String(), time: Type.String() }) })),
  /** Of a command that may answer a plan instead. */
  plan: reader(Plan),
  workers: reader(Workers),
  events: reader(pageOf(Event)),
  artifacts: reader(Type.Object({ items: Type.Array(Artifact) })),
  tokens: reader(Type.Object({ items: Type.Array(Token) })),
  createdToken: reader(Type.Intersect([Token, Type.Object({ token: Type.String() })])),
};
