import { Type, type Static } from 'typebox';
import { StepKeySchema, StepKindSchema, WorkerServiceSchema } from '../steps/vocabulary.js';

/**
 * What the final failure of a step does to its asset:
 * `restart` gives back the source (FLR-02, FLR-03), `rollback` returns to DOWNLOADED (FLR-04, FLR-05), `isolate` fails the step alone (FLR-10),
 * `tolerate` skips it and what needs it, and the run goes on (FLR-06, FLR-07).
 */
export const FailurePolicySchema = Type.Enum(['restart', 'rollback', 'isolate', 'tolerate'] as const);
export type FailurePolicy = Static<typeof FailurePolicySchema>;

export const RetryPolicySchema = Type.Object({
  /** Attempts in all, the first included. Interruptions do not count. */
  maxAttempts: Type.Integer({ minimum: 1, maximum: 100 }),
  /** Waits before attempts 2, 3 …; the last value repeats. Milliseconds. */
  backoffMs: Type.Array(Type.Integer({ minimum: 0 }), { minItems: 1, maxItems: 100 }),
  /** Interruptions without new progress after which the step fails as `worker-crashed`. */
  maxCrashes: Type.Integer({ minimum: 1, maximum: 1000 }),
  /** Waits between looks at something that is waited for; the last value repeats. Milliseconds. */
  waitMs: Type.Optional(Type.Array(Type.Integer({ minimum: 0 }), { minItems: 1, maxItems: 100 })),
  /** No retry starts later than this after the first failure in a run. Milliseconds. */
  budgetMs: Type.Optional(Type.Integer({ minimum: 0 })),
});
export type RetryPolicy = Static<typeof RetryPolicySchema>;

/** When an attempt is ended by its own worker, to be tried again. Milliseconds. */
export const StepLimitsSchema = Type.Object({
  /** Left out: a delivery may take as long as bytes move. */
  timeoutMs: Type.Optional(Type.Integer({ minimum: 1 })),
  /** The timeout is at least this many times the duration of the media. */
  mediaFactor: Type.Optional(Type.Number({ minimum: 0 })),
  noProgressMs: Type.Optional(Type.Integer({ minimum: 1 })),
});
export type StepLimits = Static<typeof StepLimitsSchema>;

export const PlanStepSchema = Type.Object({
  step: StepKeySchema,
  kind: StepKindSchema,
  service: WorkerServiceSchema,
  lane: Type.String({ pattern: '^[a-z0-9-]{1,40}$' }),
  /** Steps that must have ended before this one starts, completed or skipped. */
  dependsOn: Type.Array(StepKeySchema),
  /** Those of them that must have COMPLETED: where one was skipped, this step is skipped too (TOP-01, SUB-01). */
  needs: Type.Optional(Type.Array(StepKeySchema)),
  /** Configuration path that switches the step on, e.g. `transcription.enable_topics`. */
  enabledBy: Type.Optional(Type.String()),
  /** A run that has left it out has not done what it was for: the next one does it again. */
  required: Type.Optional(Type.Boolean()),
  onFailure: FailurePolicySchema,
  retry: RetryPolicySchema,
  limits: Type.Optional(StepLimitsSchema),
});
export type PlanStep = Static<typeof PlanStepSchema>;

export const PlanSchema = Type.Object({
  pipeline: Type.String(),
  steps: Type.Array(PlanStepSchema, { minItems: 1, maxItems: 100 }),
});
export type Plan = Static<typeof PlanSchema>;
