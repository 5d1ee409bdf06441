import { RECORDING_STATUSES, STEP_KINDS, WORKER_SERVICES } from '@throughline/contracts';
import { STEP_SITUATIONS } from '@throughline/domain';
import { Type } from 'typebox';
import { Id, Time, orNull, recording, words } from './recording-schema.js';

const Told = Type.Object({
  id: Type.String({ description: 'As the list of events names it.' }),
  position: Type.String(),
  index: Type.Integer(),
  at: Time,
  type: Type.String(),
  step: orNull(Type.String()),
  message: Type.String(),
});
const Rule = {
  id: Type.String({ description: 'Number of the requirement.' }),
  says: Type.String(),
};
const RuleSeen = Type.Object({
  ...Rule,
  looked_at: Type.Array(
    Type.Object({
      fact: Type.String(),
      says: Type.String(),
      value: orNull(Type.Union([Type.String(), Type.Number(), Type.Boolean()])),
      since: Type.Union([Told, Type.Null()], {
        description: 'The event at which it took this value; null: it has been so from the beginning.',
      }),
    }),
  ),
});
const byRules = {
  rule: Type.Unsafe({ ...RuleSeen, description: 'The first rule that applies.' }),
  lost: Type.Array(RuleSeen, { description: 'Asked before it, in order; none of them applied.' }),
  not_considered: Type.Array(Type.Object(Rule)),
  follows_from: Type.Array(Told, { description: 'The events that the facts which were looked at come from, oldest first.' }),
  since: Type.Union([Told, Type.Null()], { description: 'The event that made it so.' }),
};

const Lease = Type.Object({
  state: Type.Unsafe({
    ...words(['alive', 'late', 'stalled', 'unknown']),
    description: '`late`: its heartbeats do not come as they should, and its term is not over.',
  }),
  says: Type.String(),
  worker: orNull(Type.String()),
  heartbeat_at: orNull(Time),
  heartbeat_age_ms: orNull(Type.Number({ description: "By the broker's clock." })),
  term_ms: orNull(Type.Integer({ description: 'Without a heartbeat for so long it counts as lost.' })),
  progress: orNull(Type.Number({ minimum: 0, maximum: 1, description: 'Fraction of the work, as the last heartbeat told it.' })),
  progress_at: Type.Union([Time, Type.Null()], {
    description: 'When it was first told to be there; null where this server has not seen it.',
  }),
});
const Lane = Type.Object({
  state: words(['served', 'unserved', 'unknown']),
  says: Type.String(),
  workers: orNull(Type.Integer()),
  concurrency: orNull(Type.Integer()),
  busy: orNull(Type.Integer()),
  since: orNull(Time),
});

export const explainAnswers = {
  Explanation: Type.Object({
    recording_id: Id,
    revision: Type.String({ description: 'What is explained is the log up to here.' }),
    explained_at: Time,
    status: Type.Object({ status: words(RECORDING_STATUSES), ...byRules }),
    failure: Type.Object({
      failed: Type.Boolean(),
      step: orNull(Type.String()),
      code: orNull(Type.String()),
      at: orNull(Time),
      reason: orNull(Type.String()),
      ...byRules,
    }),
    deleted_at: orNull(Time),
    expires_at: Type.Union([Time, Type.Null()], { description: 'Until when what is deleted can be restored.' }),
    run: Type.Object({
      code: words(['none', 'active', 'paused', 'rolled-back', 'cancelled', 'ended']),
      says: Type.String(),
      since: orNull(Time),
      reason: Type.Union([Type.String(), Type.Null()], { description: 'What a person gave as the reason of its pause or end.' }),
    }),
    steps: Type.Array(
      Type.Object({
        step: Type.String(),
        kind: words(STEP_KINDS),
        service: words(WORKER_SERVICES),
        lane: Type.String(),
        code: words(STEP_SITUATIONS),
        says: Type.String(),
        attempt: Type.Integer({ minimum: 0 }),
        worker: orNull(Type.String()),
        since: Time,
        until: Type.Union([Time, Type.Null()], { description: 'When it goes on by itself, where that is known.' }),
        depends_on: Type.Array(Type.String()),
        for: Type.Union([Type.String(), Type.Null()], {
          description: 'Code of what it waits for, failed with, or was left out for.',
        }),
        message: orNull(Type.String()),
        lease: orNull(Lease),
        lane_service: Type.Union([Lane, Type.Null()], {
          description: 'Of a step that is at work: who could do it beside its worker.',
        }),
      }),
      { description: 'Steps of the plan that are not simply done: unfinished, left out, or unconfirmed.' },
    ),
    allowed_actions: recording.allowed_actions,
    projection: Type.Object({
      state: words(['current', 'behind', 'missing', 'unreadable', 'unknown']),
      says: Type.String(),
      revision: orNull(Type.String()),
      behind: orNull(Type.Integer({ minimum: 0 })),
    }),
  }),
  WorkerList: Type.Object({
    items: Type.Array(
      Type.Object({
        worker: Type.String(),
        service: words(WORKER_SERVICES),
        lanes: Type.Array(
          Type.Object({ lane: Type.String(), concurrency: Type.Integer({ minimum: 1 }), busy: Type.Integer({ minimum: 0 }) }),
        ),
        every_ms: Type.Integer({ minimum: 1 }),
        heard_at: Time,
      }),
    ),
    services: Type.Array(
      Type.Object({
        service: words(WORKER_SERVICES),
        workers: Type.Integer({ minimum: 0 }),
        heard_at: Type.Union([Time, Type.Null()], {
          description: 'When a worker of it was last heard of; null where none was since `listening_since`.',
        }),
      }),
      { description: 'Every service that there should be workers of.' },
    ),
    listening_since: orNull(Time),
    complete: Type.Boolean({ description: 'False: this server has not listened for long enough, and there may be more.' }),
  }),
};
