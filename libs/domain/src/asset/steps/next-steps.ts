import type { AssetState } from '../state.js';
import { isPresent } from '../state.js';
import { predictSkip } from './predicted-skip.js';
import { isHeld } from './review.js';
import { fatalStep, isOver, plannedSteps, type PlannedStep } from './run.js';
import { ancestors, hasEnded, isUnconfirmed, skipReasonAfter, stepOf } from './steps.js';
import type { Asset, StepState } from '../state.js';
import type { SkipReason } from '@throughline/contracts';

const parents = (asset: Asset, steps: readonly string[] | undefined): readonly StepState[] =>
  (steps ?? []).flatMap((step) => stepOf(asset, step) ?? []);

const pendingSteps = (asset: Asset): readonly PlannedStep[] =>
  asset.run === undefined || isOver(asset.run) || fatalStep(asset) !== undefined
    ? []
    : plannedSteps(asset).filter(({ step }) => step.phase === 'pending');

const unmetNeed = (asset: Asset, { plan }: PlannedStep): StepState | undefined =>
  parents(asset, plan.needs).find((parent) => hasEnded(parent) && (parent.phase !== 'completed' || isUnconfirmed(parent)));

/**
 * Returns the planned steps that may start now: all of their direct and indirect dependencies have ended. If a person skips a
 * stage early, the next stage still waits for the download.
 * Recovery and normal progress both use it. Nothing new starts after a final failure (D36), during a pause (RUN-17, RUN-19) or
 * before a review.
 */
export function nextSteps(state: AssetState): readonly { readonly step: string }[] {
  if (!isPresent(state) || state.pause !== undefined) return [];
  return pendingSteps(state)
    .filter(
      (each) =>
        !isHeld(state, each.step) &&
        parents(state, [...ancestors(state, each.plan.step)]).every(hasEnded) &&
        unmetNeed(state, each) === undefined,
    )
    .map(({ step }) => ({ step: step.step }));
}

interface StepSkip {
  readonly step: string;
  readonly reason: SkipReason;
}

/** Returns the steps that may start now but that their worker would only skip, so they need not wait for one. */
export const predictSkips = (state: AssetState): readonly StepSkip[] =>
  nextSteps(state).flatMap(({ step }) => {
    const reason = isPresent(state) ? predictSkip(state, step) : undefined;
    return reason === undefined ? [] : [{ step, reason }];
  });

/**
 * Returns the waiting steps that can never run, because a step whose result they need was skipped or failed (STG-12, TOP-01,
 * SUB-01).
 */
export function findUnreachableSteps(asset: Asset): readonly StepSkip[] {
  return pendingSteps(asset).flatMap((each) => {
    const parent = unmetNeed(asset, each);
    return parent === undefined ? [] : [{ step: each.step.step, reason: skipReasonAfter(parent) }];
  });
}
