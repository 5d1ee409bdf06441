import type { PlanStep } from '@throughline/contracts';
import type { Asset, StepState } from '../asset/state.js';
import { hasEnded, stepOf } from './steps.js';

export interface Planned {
  readonly plan: PlanStep;
  readonly step: StepState;
}

/** The newest run's plan together with where each step stands, in plan order. */
export const plannedSteps = (asset: Asset): readonly Planned[] =>
  (asset.run?.plan.steps ?? []).flatMap((plan) => {
    const step = stepOf(asset, plan.step);
    return step === undefined ? [] : [{ plan, step }];
  });

/** The first step whose final failure gives the whole run up, while the run has not been rolled back (FLR-02 to FLR-05). */
export const fatalStep = (asset: Asset): Planned | undefined => {
  if (asset.run === undefined || asset.run.rollback !== undefined) return undefined;
  const failed = plannedSteps(asset).filter(({ plan, step }) => step.phase === 'failed' && plan.onFailure !== 'isolate');
  return failed.reduce<Planned | undefined>(
    (first, each) => (first === undefined || (each.step.error?.at ?? '') < (first.step.error?.at ?? '') ? each : first),
    undefined,
  );
};

/** A run is active until each step of its plan has ended or it was rolled back (RUN-06, RUN-14). */
export const isRunActive = (asset: Asset): boolean =>
  asset.run !== undefined &&
  asset.run.rollback === undefined &&
  (fatalStep(asset) !== undefined || plannedSteps(asset).some(({ step }) => !hasEnded(step)));
