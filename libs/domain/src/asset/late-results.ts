import type { AssetEventOf } from '@throughline/contracts';
import type { StepState } from './state.js';

/** Records the outcome at the attempt, so that a repeated late result is recorded only once. */
export const applyLateResult =
  (data: AssetEventOf<'LateResultIgnored'>['data']) =>
  (step: StepState): StepState => ({
    ...step,
    attempts: step.attempts.map((attempt) =>
      attempt.attemptId === data.attemptId ? { ...attempt, late: [...(attempt.late ?? []), data.outcome] } : attempt,
    ),
  });
