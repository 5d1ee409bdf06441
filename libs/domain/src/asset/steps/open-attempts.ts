import { attemptPrefix, type StepKind } from '@throughline/contracts';
import { isPresent, type AssetState } from '../state.js';
import { isRunActive } from './run.js';
import { currentAttempt, isOpen } from './steps.js';

/** An attempt that has not ended: queued, waiting for its time, or started by a worker. */
export interface OpenAttempt {
  readonly step: string;
  readonly kind: StepKind;
  readonly output?: string;
  readonly attemptId: string;
  readonly attempt: number;
  readonly isStarted: boolean;
  /** The folder of its files in the artifact store (DSN-26). */
  readonly folder: string;
}

/** Returns the open attempts, in the order of the plan. */
export function openAttempts(state: AssetState): readonly OpenAttempt[] {
  if (!isPresent(state) || !isRunActive(state)) return [];
  const { assetId } = state;
  return state.steps.filter(isOpen).flatMap((step) => {
    const attempt = currentAttempt(step);
    if (attempt === undefined) return [];
    const { attemptId, runId, number } = attempt;
    return [
      {
        step: step.step,
        kind: step.kind,
        ...(step.output === undefined ? {} : { output: step.output.name }),
        attemptId,
        attempt: number,
        isStarted: step.phase === 'running',
        folder: attemptPrefix({ assetId, runId, step: step.step, attemptId }),
      },
    ];
  });
}
