import type { AssetEvent } from '@throughline/contracts';
import { isPresent, type Asset, type AssetState, type StepState } from '../asset/state.js';
import { isRunActive, pauseOf } from '../steps/run.js';
import { currentAttempt, stepOf } from '../steps/steps.js';
import type { UnstickRun } from './command.js';
import { goneAsset, reject, satisfied, unknownAsset, type Decision } from './decision.js';
import { newEvent } from './event.js';
import { asFraction } from './instant.js';
import { withConsequences } from './follow-up.js';

/** A person has given a step up. */
const GIVEN_UP = 'given-up';

/** What a worker had told is never taken back; what is no fraction is not told. */
const reached = (step: StepState, { progress }: UnstickRun): number =>
  Math.max(step.progress ?? 0, step.phase === 'running' ? asFraction(progress?.[step.step] ?? 0) : 0);

/** The attempt's token is no longer good for anything: whoever holds it, dead, asleep or cut off, cannot go on with it. */
function fence(step: StepState, command: UnstickRun): readonly AssetEvent[] {
  const attempt = currentAttempt(step);
  if (attempt === undefined) return [];
  const of = { step: step.step, attemptId: attempt.attemptId, progress: reached(step, command) };
  const fenced = newEvent('StepInterrupted', { ...of, cause: 'fenced', by: command.by });
  if (command.then === 'retry') return [fenced];
  const error = { code: GIVEN_UP, retryable: false };
  return [fenced, newEvent('StepFailed', { ...of, error }, { message: 'A person gave this step up.' })];
}

const nothingStuck = (asset: Asset): Decision => {
  if (!isRunActive(asset))
    return satisfied('nothing-stuck', 'No run is active, so nothing can be stuck.', 'To start one, run it.');
  return pauseOf(asset) === undefined
    ? satisfied('nothing-stuck', 'The step is neither queued nor running.', 'Leave the step out to unstick whatever is.')
    : satisfied('nothing-stuck', 'The run is paused, and nothing of it is queued or running.', 'To go on, run it.');
};

/**
 * Takes the present attempts away and schedules new ones at once, without their backoff, or fails their steps for good (U7).
 * Uses up no retry and is no crash. It acts each time: a second one takes away what the first has scheduled.
 */
export function unstickRun(state: AssetState, command: UnstickRun): Decision {
  if (!isPresent(state)) return unknownAsset;
  const gone = goneAsset(state);
  if (gone !== undefined) return gone;
  const { step } = command;
  if (step !== undefined && stepOf(state, step) === undefined)
    return reject(
      'unknown-step',
      state.steps.length === 0
        ? 'The item has no step yet.'
        : `The item has no such step; it has: ${state.steps.map((each) => each.step).join(', ')}.`,
      'Leave the step out to unstick everything that is queued or running.',
    );
  const steps = isRunActive(state) ? state.steps.filter((each) => step === undefined || each.step === step) : [];
  const decision = withConsequences(
    state,
    steps.flatMap((each) => fence(each, command)),
    { assetId: state.assetId, at: command.now },
  );
  return 'events' in decision && decision.events.length === 0 ? nothingStuck(state) : decision;
}
