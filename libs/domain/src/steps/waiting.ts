import type { Asset, StepState, Waiting } from '../asset/state.js';
import { isRunActive } from './run.js';

export interface WaitingStep {
  readonly step: StepState;
  readonly waiting: Waiting;
}

/** Why a step cannot go on yet, while it has not started again. */
const waitOf = (step: StepState): Waiting | undefined =>
  step.phase === 'pending' || step.phase === 'scheduled' ? step.waiting : undefined;

/** The steps of an active run that wait for something outside of it (U21), in their order. */
export function waitingSteps(asset: Asset): readonly WaitingStep[] {
  const found = asset.steps.flatMap((step): WaitingStep[] => {
    const waiting = waitOf(step);
    return waiting === undefined ? [] : [{ step, waiting }];
  });
  // Asked of every state that is folded, and hardly any waits: the run is only looked at where one does.
  return found.length > 0 && isRunActive(asset) ? found : [];
}
