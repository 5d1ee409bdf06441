import { Type, type Static } from 'typebox';
import { StepKeySchema, StepKindSchema, WorkerServiceSchema } from '../steps/vocabulary.js';
import { RUN_LIMITS, STORED_ATTEMPTS, inRange, withItems } from './limits.js';

/**
 * The effect of a step's final failure on its asset:
 * `restart` returns to the source (FLR-02, FLR-03), `rollback` returns to DOWNLOADED (FLR-04, FLR-05), `isolate` fails only the
 * step (FLR-10),
 * `tolerate` skips the step and the steps that need it, and the run continues (FLR-06, FLR-07).
 */
export const FailurePolicySchema = Type.Enum(['restart', 'rollback', 'isolate', 'tolerate'] as const);

export const RetryPolicySchema = Type.Object({
  /** The number of attempts, including the first. Interruptions do not count. */
  maxAttempts: Type.Integer(inRange(STORED_ATTEMPTS)),
  /** Milliseconds before attempts 2, 3 …; the last value repeats. */
  backoffMs: Type.Array(Type.Integer({ minimum: 0 }), withItems(RUN_LIMITS.backoffs)),
  /** Interruptions without progress between them, after which the step fails as `worker-crashed`. */
  maxCrashes: Type.Integer(inRange(RUN_LIMITS.maxCrashes)),
  /** Milliseconds between checks of a missing dependency; the last value repeats. */
  waitMs: Type.Optional(Type.Array(Type.Integer({ minimum: 0 }), withItems(RUN_LIMITS.backoffs))),
  /** No retry starts later than this after the step's first failure in a run. Milliseconds. */
  budgetMs: Type.Optional(Type.Integer({ minimum: 0 })),
});
export type RetryPolicy = Static<typeof RetryPolicySchema>;

/** The limits after which a worker ends its own attempt as retryable. Milliseconds. */
export const StepLimitsSchema = Type.Object({
  /** Absent: a delivery may take as long as bytes move. */
  timeoutMs: Type.Optional(Type.Integer({ minimum: 1 })),
  mediaFactor: Type.Optional(Type.Number({ minimum: 0 })),
  noProgressMs: Type.Optional(Type.Integer({ minimum: 1 })),
});
export type StepLimits = Static<typeof StepLimitsSchema>;

export const PlanStepSchema = Type.Object({
  step: StepKeySchema,
  kind: StepKindSchema,
  service: WorkerServiceSchema,
  lane: Type.String({ pattern: '^[a-z0-9-]{1,40}$' }),
  dependsOn: Type.Array(StepKeySchema),
  /** The dependencies that must be COMPLETED. If one of them is skipped, this step is skipped too (TOP-01, SUB-01). */
  needs: Type.Optional(Type.Array(StepKeySchema)),
  /** The configuration path that enables the step, e.g. `transcription.enable_topics`. */
  enabledBy: Type.Optional(Type.String()),
  /** A run that skipped this step has missed its purpose, so the next run tries the step again. */
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
