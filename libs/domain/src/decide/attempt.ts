import type { PlanStep } from '@throughline/contracts';
import type { AttemptRecord } from '../asset/attempt-record.js';
import { isPresent, type Asset, type AssetState, type StepIn, type StepState } from '../asset/state.js';
import { currentAttempt, isOpen, plannedStep, stepOf } from '../asset/steps/steps.js';
import { reject, unknownAsset, type Decision } from './decision.js';

interface NamedAttempt {
  readonly asset: Asset;
  readonly step: StepState;
  readonly attempt: AttemptRecord;
}
/** An attempt that may still report: it is the newest of its step, has no end, and its step is in the plan (U16). */
export interface CurrentAttempt extends NamedAttempt {
  readonly current: true;
  readonly step: StepIn<'scheduled' | 'running'>;
  readonly plan: PlanStep;
}
/** An attempt whose reports are late. Its step may no longer be in the plan. */
export interface ClosedAttempt extends NamedAttempt {
  readonly current: false;
}

const unknownAttempt = reject('unknown-attempt', 'The item has no such attempt.', 'Discard the attempt and its result.');

export function findAttempt(
  state: AssetState,
  { step: name, attemptId }: { readonly step: string; readonly attemptId: string },
): CurrentAttempt | ClosedAttempt | { readonly problem: Decision } {
  if (!isPresent(state)) return { problem: unknownAsset };
  const step = stepOf(state, name);
  const attempt = step?.attempts.find((each) => each.attemptId === attemptId);
  if (step === undefined || attempt === undefined) return { problem: unknownAttempt };
  const plan = plannedStep(state, name);
  return plan !== undefined && isOpen(step) && currentAttempt(step) === attempt
    ? { current: true, asset: state, step, attempt, plan }
    : { current: false, asset: state, step, attempt };
}
