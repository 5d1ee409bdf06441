import type { AssetState } from '../asset/state.js';
import { isPresent } from '../asset/state.js';
import { fatalStep, isOver, plannedSteps, type Planned } from './run.js';
import { ancestors, hasEnded, isUnconfirmed, reasonAfter, stepOf } from './steps.js';
import type { Asset, StepState } from '../asset/state.js';
import type { SkipReason } from '@throughline/contracts';

const parents = (asset: Asset, steps: readonly string[] | undefined): readonly StepState[] =>
  (steps ?? []).flatMap((step) => stepOf(asset, step) ?? []);

const waiting = (asset: Asset): readonly Planned[] =>
  asset.run === undefined || isOver(asset.run) || fatalStep(asset) !== undefined
    ? []
    : plannedSteps(asset).filter(({ step }) => step.phase === 'pending');

const unmetNeed = (asset: Asset, { plan }: Planned): StepState | undefined =>
  parents(asset, plan.needs).find((parent) => hasEnded(parent) && (parent.phase !== 'completed' || isUnconfirmed(parent)));

/**
 * The steps that may start now: planned, not yet queued, with everything they depend on ended, directly or not: a stage that a person skips
 * beforehand must not let the next one start before the download.
 * Recovery and the happy path ask the same question. After a final failure nothing new starts (D36), nor while it is paused (RUN-17, RUN-19).
 */
export function nextSteps(state: AssetState): readonly { readonly step: string }[] {
  if (!isPresent(state) || state.pause !== undefined) return [];
  return waiting(state)
    .filter(
      (each) => parents(state, [...ancestors(state, each.plan.step)]).every(hasEnded) && unmetNeed(state, each) === undefined,
    )
    .map(({ step }) => ({ step: step.step }));
}

/** Waiting steps that can never run, as a step whose result they need was skipped or failed (STG-12, TOP-01, SUB-01). */
export function unreachableSteps(asset: Asset): readonly { readonly step: string; readonly reason: SkipReason }[] {
  return waiting(asset).flatMap((each) => {
    const parent = unmetNeed(asset, each);
    return parent === undefined ? [] : [{ step: each.step.step, reason: reasonAfter(parent) }];
  });
}
