import type { SkipReason, StageStatus } from '@throughline/contracts';
import type { Personal } from '../asset/personal.js';
import type { StepPhase, StepState } from '../asset/state.js';
import { NOTHING_TO_WAIT_FOR, type Forecast } from '../eta/facts.js';
import { stepProgress, type LiveProgress } from '../progress/progress.js';

/** A stage as clients see it (STG-07, API-01). */
export interface StageItem extends Forecast {
  readonly stage_type: string;
  readonly status: StageStatus;
  readonly failed: boolean;
  readonly failed_at: string | null;
  readonly failed_reason: string | null;
  readonly skip_reason: SkipReason | null;
  /** Number of the newest attempt; 0 before the first. */
  readonly attempt: number;
  /** When it is tried again by itself; the status is PENDING until then. */
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

/** The status word of a stage (STG-02, D3). */
export const stageStatus = (step: StepState): StageStatus => STATUS[step.phase];

/** What went wrong, in words for people, or by its code where the words were erased. */
export const failureReason = (step: StepState, personal: Personal): string | null =>
  step.error === undefined ? null : (personal.steps?.[step.step]?.message ?? step.error.code);

/** When it is tried again by itself; while its run is paused nobody knows. */
export const retryAtOf = (step: StepState): string | null => (step.phase === 'scheduled' ? (step.notBefore ?? null) : null);

/** What every step tells about its attempts, whatever it is called. */
export const attemptFields = (
  step: StepState,
  personal: Personal,
): Pick<StageItem, 'failed' | 'failed_at' | 'failed_reason' | 'attempt' | 'retry_at' | 'started_at'> => {
  const failed = step.phase === 'failed';
  const retryAt = retryAtOf(step);
  // A step that will be tried again says why, and is not failed yet (FLR-14).
  const hasError = failed || retryAt !== null;
  return {
    failed,
    failed_at: hasError ? (step.error?.at ?? null) : null,
    // A stage that was given up for an error keeps its reason, and is not failed (FLR-08, D6).
    failed_reason: hasError || step.skipReason === 'error' ? failureReason(step, personal) : null,
    attempt: step.attempts.at(-1)?.number ?? 0,
    retry_at: retryAt,
    started_at: step.startedAt ?? null,
  };
};

/** What is known beside a step when it is shown. */
export interface Beside {
  readonly personal: Personal;
  readonly live?: LiveProgress | undefined;
  /** When its steps are done; none of those that are not among them is waited for. */
  readonly forecasts?: ReadonlyMap<string, Forecast> | undefined;
}

/** How far a step is, and when it is done. */
export const moving = ({ live, forecasts }: Beside, step: StepState): Forecast & Pick<StageItem, 'progress'> => ({
  progress: stepProgress(step, live),
  ...(forecasts?.get(step.step) ?? NOTHING_TO_WAIT_FOR),
});

/** One entry of `processing_stages` (AGG-19, AGG-21, STG-07). */
export const renderStage = (step: StepState, beside: Beside): StageItem => ({
  stage_type: step.step,
  status: stageStatus(step),
  ...attemptFields(step, beside.personal),
  skip_reason: step.skipReason ?? null,
  ...moving(beside, step),
  completed_at: step.phase === 'completed' ? (step.endedAt ?? null) : null,
});
