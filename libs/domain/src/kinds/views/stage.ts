import type { SkipReason, StageStatus } from '@throughline/contracts';
import type { PersonalData } from '../../asset/personal.js';
import type { StepPhase, StepState } from '../../asset/state.js';
import { NOTHING_TO_WAIT_FOR, type Forecast } from '../../status/eta/facts.js';
import { stepProgress, type LiveProgress } from '../../status/progress.js';
import { errorOf, findFirstStart, skipReasonOf } from '../../asset/steps/steps.js';

/** A stage in the API (STG-07, API-01). */
export interface StageItem extends Forecast {
  readonly stage_type: string;
  readonly status: StageStatus;
  readonly failed: boolean;
  readonly failed_at: string | null;
  readonly failed_reason: string | null;
  readonly skip_reason: SkipReason | null;
  /** The number of the newest attempt; 0 before the first. */
  readonly attempt: number;
  /** The time of the next automatic retry. The status is PENDING until then. */
  readonly retry_at: string | null;
  readonly progress: number | null;
  readonly started_at: string | null;
  readonly completed_at: string | null;
}

const STATUS: Readonly<Record<StepPhase, StageStatus>> = {
  pending: 'PENDING',
  scheduled: 'PENDING',
  running: 'IN_PROGRESS',
  completed: 'COMPLETED',
  failed: 'FAILED',
  skipped: 'SKIPPED',
};

/** Returns the status of a stage (STG-02, D3). */
export const stageStatus = (step: StepState): StageStatus => STATUS[step.phase];

/** Returns the failure's message, or its code if the message was erased. */
export const failureReason = (step: StepState, personal: PersonalData): string | null => {
  const error = errorOf(step);
  return error === undefined ? null : (personal.steps?.[step.step]?.message ?? error.code);
};

/** Returns the time of the next automatic retry, or null if the run is paused, or the step waits and is checked regularly. */
export const retryAtOf = (step: StepState): string | null =>
  step.phase === 'scheduled' && step.waiting?.everyMs === undefined ? (step.notBefore ?? null) : null;

/** Returns the fields about attempts, which steps of every kind have. */
export const attemptFields = (
  step: StepState,
  personal: PersonalData,
): Pick<StageItem, 'failed' | 'failed_at' | 'failed_reason' | 'attempt' | 'retry_at' | 'started_at'> => {
  const failed = step.phase === 'failed';
  const retryAt = retryAtOf(step);
  // A step that will be retried has a reason, but is not failed yet (FLR-14).
  const hasError = failed || retryAt !== null;
  return {
    failed,
    failed_at: hasError ? (errorOf(step)?.at ?? null) : null,
    // A stage that was skipped because of an error keeps its reason, but is not failed (FLR-08, D6).
    failed_reason: hasError || skipReasonOf(step) === 'error' ? failureReason(step, personal) : null,
    attempt: step.attempts.at(-1)?.number ?? 0,
    retry_at: retryAt,
    started_at: findFirstStart(step) ?? null,
  };
};

/** Returns when a step was completed; null for every other end. */
export const completedAt = (step: StepState): string | null => (step.phase === 'completed' ? step.endedAt : null);

/** Data from outside of the step's state. */
export interface StepViewContext {
  readonly personal: PersonalData;
  readonly live?: LiveProgress | undefined;
  /** Forecasts by step. A step without one has nothing to wait for. */
  readonly forecasts?: ReadonlyMap<string, Forecast> | undefined;
}

export const renderStepProgress = (
  { live, forecasts }: StepViewContext,
  step: StepState,
): Forecast & Pick<StageItem, 'progress'> => ({
  progress: stepProgress(step, live),
  ...(forecasts?.get(step.step) ?? NOTHING_TO_WAIT_FOR),
});

/** Renders one entry of `processing_stages` (AGG-19, AGG-21, STG-07). */
export const renderStage = (step: StepState, beside: StepViewContext): StageItem => ({
  stage_type: step.step,
  status: stageStatus(step),
  ...attemptFields(step, beside.personal),
  skip_reason: skipReasonOf(step) ?? null,
  ...renderStepProgress(beside, step),
  completed_at: completedAt(step),
});
