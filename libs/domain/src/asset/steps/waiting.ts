import type { Asset, StepState, DependencyWait } from '../state.js';
import { isRunActive } from './run.js';

export interface WaitingStep {
  readonly step: StepState;
  readonly waiting: DependencyWait;
}

/** Returns the dependency that the step waits for now. A running step no longer waits. */
export const waitOf = (step: StepState): DependencyWait | undefined =>
  step.phase === 'pending' || step.phase === 'scheduled' ? step.waiting : undefined;

/** Returns the time of the next check, or null if the wait is checked regularly: the log does not have those checks (ADR 107). */
export const nextCheckOf = ({ until, everyMs }: DependencyWait): string | null => (everyMs === undefined ? until : null);

/** Returns true if an output waits for something outside, such as a quota, and nothing was sent to it in this run (ADR 98). */
export const isWaitingUnsent = (output: StepState): boolean => waitOf(output) !== undefined && output.reached === 0;

/** Returns the steps of an active run that wait for something outside (U21), in order. */
export function waitingSteps(asset: Asset): readonly WaitingStep[] {
  const found = asset.steps.flatMap((step): WaitingStep[] => {
    const waiting = waitOf(step);
    return waiting === undefined ? [] : [{ step, waiting }];
  });
  // This runs for every folded state, and few have a waiting step, so the run is checked only if there is one.
  return found.length > 0 && isRunActive(asset) ? found : [];
}
