import { Type, type Static } from 'typebox';
import { orNull, reader } from '../client/views.js';

const Told = Type.Object({
  at: Type.String(),
  type: Type.String(),
  step: orNull(Type.String()),
  message: Type.String(),
});
export type ToldView = Static<typeof Told>;

const Rule = Type.Object({
  id: Type.String(),
  says: Type.String(),
  looked_at: Type.Array(
    Type.Object({
      says: Type.String(),
      value: orNull(Type.Union([Type.String(), Type.Number(), Type.Boolean()])),
      since: orNull(Told),
    }),
  ),
});
export type RuleView = Static<typeof Rule>;

const ByRules = Type.Object({
  rule: Rule,
  lost: Type.Array(Rule),
  follows_from: Type.Array(Told),
  since: orNull(Told),
});

const Step = Type.Object({
  step: Type.String(),
  service: Type.String(),
  lane: Type.String(),
  code: Type.String(),
  says: Type.String(),
  since: Type.String(),
  message: orNull(Type.String()),
  lease: orNull(Type.Object({ state: Type.String(), says: Type.String() })),
  lane_service: orNull(Type.Object({ state: Type.String(), says: Type.String() })),
});
export type StepView = Static<typeof Step>;

const Action = Type.Object({
  action: Type.String(),
  target: orNull(Type.String()),
  allowed: Type.Boolean(),
  code: orNull(Type.String()),
  reason: orNull(Type.String()),
  try_instead: orNull(Type.String()),
});
export type ActionView = Static<typeof Action>;

const Explanation = Type.Object({
  recording_id: Type.Optional(Type.String()),
  document_id: Type.Optional(Type.String()),
  revision: Type.String(),
  status: Type.Intersect([Type.Object({ status: Type.String() }), ByRules]),
  failure: Type.Intersect([
    Type.Object({
      failed: Type.Boolean(),
      step: orNull(Type.String()),
      code: orNull(Type.String()),
      at: orNull(Type.String()),
      reason: orNull(Type.String()),
    }),
    ByRules,
  ]),
  deleted_at: Type.Optional(orNull(Type.String())),
  expired_at: Type.Optional(orNull(Type.String())),
  erased_at: Type.Optional(orNull(Type.String())),
  duplicate_of: Type.Optional(orNull(Type.Object({ says: Type.String() }))),
  expires_at: Type.Optional(orNull(Type.String())),
  run: Type.Object({
    code: Type.String(),
    says: Type.String(),
    since: orNull(Type.String()),
    reason: Type.Optional(orNull(Type.String())),
  }),
  steps: Type.Array(Step),
  allowed_actions: Type.Array(Action),
  projection: Type.Object({ state: Type.String(), says: Type.String() }),
});
export type ExplanationView = Static<typeof Explanation>;

export const readExplanation = reader(Explanation);

/** Of what is explained, whichever kind it is of. */
export const explainedId = ({ recording_id: recording, document_id: document }: ExplanationView): string =>
  recording ?? document ?? '';
