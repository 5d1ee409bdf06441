import { PREVIEW, type AssetEvent } from '@throughline/contracts';
import { isPreviewOpen } from '../asset/previews/previews-view.js';
import { isPresent, type Asset, type AssetState, type StepState } from '../asset/state.js';
import { isRunActive, pauseOf } from '../asset/steps/run.js';
import { GIVEN_UP, currentAttempt, isOpen, stepOf } from '../asset/steps/steps.js';
import { advance, checkNotGone, reject, satisfy, unknownAsset, type Decision, type AcceptedDecision } from './decision.js';
import { newEvent } from './event.js';
import { clampFraction } from './instant.js';
import type { ActorCommand } from './command-context.js';

/** Ends the present attempts, even if their workers are dead, suspended or disconnected (U7). */
export interface UnstickRun extends ActorCommand {
  readonly type: 'UnstickRun';
  readonly then: 'retry' | 'fail';
  /** Only this step. Absent: every step of the run that is queued or running. */
  readonly step?: string;
  /** Progress by step that workers have reported since the last event. */
  readonly progress?: Readonly<Record<string, number>>;
}

/** Returns the attempt's progress, which never decreases. Invalid fractions are ignored. */
const reachedProgress = (step: StepState, { progress }: UnstickRun): number =>
  Math.max(isOpen(step) ? (step.progress ?? 0) : 0, step.phase === 'running' ? clampFraction(progress?.[step.step] ?? 0) : 0);

/**
 * Ends the current attempt, so that its id is no longer valid for its worker, even if that is dead, suspended or disconnected.
 */
function fence(step: StepState, command: UnstickRun): readonly AssetEvent[] {
  const attempt = currentAttempt(step);
  if (attempt === undefined) return [];
  const of = { step: step.step, attemptId: attempt.attemptId, progress: reachedProgress(step, command) };
  const fenced = newEvent('StepInterrupted', { ...of, cause: 'fenced', by: command.by });
  if (command.then === 'retry') return [fenced];
  const error = { code: GIVEN_UP, retryable: false };
  return [fenced, newEvent('StepFailed', { ...of, error }, { message: 'A user gave up this step.' })];
}

/** Returns the steps that the command may end. The previews belong to no run, so only their name includes them (ADR 132). */
function selectSteps(asset: Asset, step: string | undefined): readonly StepState[] {
  if (step === PREVIEW) return asset.preview !== undefined && isPreviewOpen(asset) ? [asset.preview] : [];
  return isRunActive(asset) ? asset.steps.filter((each) => step === undefined || each.step === step) : [];
}

export const rejectUnknownStep = ({ steps }: Asset, tryInstead: string): Decision =>
  reject(
    'unknown-step',
    steps.length === 0
      ? 'The item has no step yet.'
      : `The item has no such step; it has: ${steps.map((each) => each.step).join(', ')}.`,
    tryInstead,
  );

const describeNothingStuck = (asset: Asset, step: string | undefined): AcceptedDecision => {
  if (step === PREVIEW)
    return satisfy('nothing-stuck', 'The previews are neither queued nor running.', 'To make them, ask for the previews.');
  if (!isRunActive(asset))
    return satisfy('nothing-stuck', 'No run is active, so nothing can be stuck.', 'To start a run, run the item.');
  return pauseOf(asset) === undefined
    ? satisfy(
        'nothing-stuck',
        'The step is neither queued nor running.',
        'Omit the step to unstick all queued and running steps.',
      )
    : satisfy('nothing-stuck', 'The run is paused, and no step is queued or running.', 'To continue, run the item.');
};

/**
 * Ends the present attempts and schedules new ones without backoff, or fails their steps for good (U7).
 * Uses up no retry and counts as no crash. A repeated call acts again: it ends the attempts that the first one scheduled.
 */
export function unstickRun(state: AssetState, command: UnstickRun): Decision {
  if (!isPresent(state)) return unknownAsset;
  const refusal = checkNotGone(state);
  if (refusal !== undefined) return refusal;
  const { step } = command;
  if (step !== undefined && stepOf(state, step) === undefined)
    return rejectUnknownStep(state, 'Omit the step to unstick all queued and running steps.');
  const fences = selectSteps(state, step).flatMap((each) => fence(each, command));
  // Without open attempts, a next step that was never scheduled may still follow.
  return fences.length === 0 ? { ...describeNothingStuck(state, step), advances: true } : advance(...fences);
}
