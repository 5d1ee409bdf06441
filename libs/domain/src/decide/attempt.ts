import type { PlanStep } from '@throughline/contracts';
import { isPresent, type Asset, type AssetState, type AttemptRecord, type StepState } from '../asset/state.js';
import { currentAttempt, plannedStep, stepOf } from '../steps/steps.js';
import { reject, type Decision } from './decision.js';

/** What a worker's command speaks of. */
export interface AddressedAttempt {
  readonly asset: Asset;
  readonly plan: PlanStep;
  readonly step: StepState;
  readonly attempt: AttemptRecord;
  /** The attempt may still report: it is the newest of its step and has no end (U16). */
  readonly current: boolean;
}

const unknownAttempt = reject('unknown-attempt', 'No such attempt was ever scheduled on this item.');

/** Finds the attempt that a command names, in whatever state it is. */
export function attemptOf(
  state: AssetState,
  { step: name, attemptId }: { readonly step: string; readonly attemptId: string },
): AddressedAttempt | { readonly problem: Decision } {
  if (!isPresent(state)) return { problem: reject('unknown-asset', 'Nothing is registered under this id.') };
  const step = stepOf(state, name);
  const attempt = step?.attempts.find((each) => each.attemptId === attemptId);
  if (step === undefined || attempt === undefined) return { problem: unknownAttempt };
  const current = currentAttempt(step) === attempt;
  // An attempt that is closed may belong to a plan that is gone.
  const plan = plannedStep(state, name);
  if (plan === undefined) return { problem: reject('stale-attempt', 'The step is no longer part of the plan.') };
  return { asset: state, plan, step, attempt, current };
}
