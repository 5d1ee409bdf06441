import { RECORDING_STATUSES, STEP_KINDS, WORKER_SERVICES } from '@throughline/contracts';
import { STEP_SITUATIONS, type ItemNoun } from '@throughline/domain';
import { Type } from 'typebox';
import { about, count, flag, id, orNull, text, time, words } from './field.js';
import { recording } from './recording-schema.js';

const Told = Type.Object({
  id: Type.String({ description: 'As the list of events names it.' }),
  position: text('Of its commit in the log.'),
  index: count('Its place in the commit.'),
  at: time('When it was recorded.'),
  type: text('`StepCompleted` and the like.'),
  step: orNull(text('The step that it is about.')),
  message: text('The same in words.'),
});
const Rule = {
  id: Type.String({ description: 'Number of the requirement.' }),
  says: text('What the rule says.'),
};
const RuleSeen = Type.Object({
  ...Rule,
  looked_at: Type.Array(
    Type.Object({
      fact: text('Name of the fact.'),
      says: text('What it means.'),
      value: orNull(Type.Union([Type.String(), Type.Number(), Type.Boolean()]), 'What it is now.'),
      since: Type.Union([Told, Type.Null()], {
        description: 'The event at which it took this value; null: it has been so from the beginning.',
      }),
    }),
    { description: 'What it asked, and what else is worth knowing beside it.' },
  ),
});
const byRules = {
  rule: Type.Unsafe({ ...RuleSeen, description: 'The first rule that applies.' }),
  lost: Type.Array(RuleSeen, { description: 'Asked before it, in order; none of them applied.' }),
  not_considered: Type.Array(Type.Object(Rule), { description: 'After it, and never asked.' }),
  follows_from: Type.Array(Told, { description: 'The events that the facts which were looked at come from, oldest first.' }),
  since: Type.Union([Told, Type.Null()], { description: 'The event that made it so.' }),
};

const Lease = Type.Object({
  state: Type.Unsafe({
    ...words(['alive', 'late', 'stalled', 'unknown']),
    description: '`late`: its heartbeats do not come as they should, and its term is not over.',
  }),
  says: text('The same in words.'),
  worker: orNull(text('Who holds it.')),
  heartbeat_at: orNull(time('Of the last heartbeat.')),
  heartbeat_age_ms: orNull(Type.Number({ description: "By the broker's clock." })),
  term_ms: orNull(Type.Integer({ description: 'Without a heartbeat for so long it counts as lost.' })),
  progress: orNull(Type.Number({ minimum: 0, maximum: 1, description: 'Fraction of the work, as the last heartbeat told it.' })),
  progress_at: Type.Union([Type.String({ format: 'date-time' }), Type.Null()], {
    description: 'When it was first told to be there; null where this server has not seen it.',
  }),
});
const Lane = Type.Object({
  state: words(['served', 'unserved', 'unknown'], 'Whether any worker takes work of the lane.'),
  says: text('The same in words.'),
  workers: orNull(count('Workers that serve it.')),
  concurrency: orNull(count('How much they take at once.')),
  busy: orNull(count('How much they have in hand.')),
  since: orNull(time('Since when nobody serves it.')),
});

/** Of an item, called by `noun`. */
const explanationOf = (noun: ItemNoun) =>
  Type.Object({
    [`${noun}_id`]: id(`The ${noun}.`),
    revision: Type.String({ description: 'What is explained is the log up to here.' }),
    explained_at: time('When it was asked for.'),
    status: about(
      'Why it has the status that it has.',
      Type.Object({ status: words(RECORDING_STATUSES, 'The status.'), ...byRules }),
    ),
    failure: about(
      'Why it counts as failed, or not.',
      Type.Object({
        failed: flag('As on the item.'),
        step: orNull(text('The step that has failed.')),
        code: orNull(text('Stable code of what went wrong.')),
        at: orNull(time('When it failed for good.')),
        reason: orNull(text('What went wrong, in words.')),
        ...byRules,
      }),
    ),
    deleted_at: orNull(time('When it was deleted.')),
    expires_at: Type.Union([Type.String({ format: 'date-time' }), Type.Null()], {
      description: 'Until when what is deleted can be restored.',
    }),
    expired_at: orNull(
      time(
        'Since when it is past its retention date: content and everything personal is gone for good, and it cannot be restored.',
      ),
    ),
    erased_at: orNull(time('Since when its content and everything personal is gone for good.')),
    duplicate_of: orNull(
      about(
        `The same content (sha256): the oldest ${noun} of yours that was registered before this one, is not deleted and has it.`,
        Type.Object({ id: id(`That ${noun}.`), created_at: time('When it was registered.'), says: text('The same in words.') }),
      ),
    ),
    run: about(
      'What has become of the newest run.',
      Type.Object({
        code: words(['none', 'active', 'paused', 'rolled-back', 'cancelled', 'ended'], 'Where it stands.'),
        says: text('The same in words.'),
        since: orNull(time('Since when.')),
        reason: orNull(text('What a person gave as the reason of its pause or end.')),
      }),
    ),
    steps: Type.Array(
      Type.Object({
        step: text('`DOWNLOAD`, a stage, or `deliver:` and the name of an output.'),
        kind: words(STEP_KINDS, 'What kind of step it is.'),
        service: words(WORKER_SERVICES, 'Whose workers do it.'),
        lane: text('The queue that its work lies in.'),
        code: words(STEP_SITUATIONS, 'Where it stands.'),
        says: text('The same in words.'),
        attempt: count('Number of the newest attempt; 0 before the first.'),
        worker: orNull(text('Who works on it.')),
        since: time('Since when it stands so.'),
        until: Type.Union([Type.String({ format: 'date-time' }), Type.Null()], {
          description: 'When it goes on by itself, where that is known.',
        }),
        depends_on: Type.Array(Type.String(), { description: 'Steps that have to end first.' }),
        for: Type.Union([Type.String(), Type.Null()], {
          description: 'Code of what it waits for, failed with, or was left out for.',
        }),
        message: orNull(text('What its last attempt said, for people.')),
        lease: orNull(Lease, 'Of a step that is at work: whether its worker is.'),
        lane_service: Type.Union([Lane, Type.Null()], {
          description: 'Of a step that is at work: who could do it beside its worker.',
        }),
      }),
      { description: 'Steps of the plan that are not simply done: unfinished, left out, or unconfirmed.' },
    ),
    allowed_actions: recording.allowed_actions,
    projection: about(
      'Whether the row that lists and items are read from is up to date.',
      Type.Object({
        state: words(['current', 'behind', 'missing', 'unreadable', 'unknown'], 'How it stands to the log.'),
        says: text('The same in words.'),
        revision: orNull(text('Of the row.')),
        behind: orNull(count('Commits that it does not have yet.')),
      }),
    ),
  });

export const explainAnswers = {
  Explanation: explanationOf('recording'),
  DocumentExplanation: explanationOf('document'),
  WorkerList: Type.Object({
    items: Type.Array(
      Type.Object({
        worker: text('Name of the worker: service, host and a number of its own.'),
        service: words(WORKER_SERVICES, 'What it belongs to.'),
        lanes: Type.Array(
          Type.Object({
            lane: text('Name of the lane.'),
            concurrency: Type.Integer({ minimum: 1, description: 'How much of it the worker takes at once.' }),
            busy: count('How much of it the worker has in hand.'),
          }),
          { description: 'What it takes work from.' },
        ),
        every_ms: Type.Integer({ minimum: 1, description: 'How often it says that it is there.' }),
        heard_at: time('When it last said so.'),
      }),
      { description: 'Workers that were heard of lately.' },
    ),
    services: Type.Array(
      Type.Object({
        service: words(WORKER_SERVICES, 'Name of the service.'),
        workers: count('Its workers that were heard of lately.'),
        heard_at: Type.Union([Type.String({ format: 'date-time' }), Type.Null()], {
          description: 'When a worker of it was last heard of; null where none was since `listening_since`.',
        }),
      }),
      { description: 'Every service that there should be workers of.' },
    ),
    listening_since: orNull(time('Since when this server has been listening.')),
    complete: Type.Boolean({ description: 'False: this server has not listened for long enough, and there may be more.' }),
  }),
};
