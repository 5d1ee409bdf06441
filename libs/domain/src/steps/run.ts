import type { PlanStep } from '@throughline/contracts';
import type { Asset, Pause, RunState, StepState } from '../asset/state.js';
import { hasEnded, stepOf } from './steps.js';

export interface Planned {
  readonly plan: PlanStep;
  readonly step: StepState;
}

/** The newest run's plan together with where each step stands, in plan order. */
export const plannedSteps = (asset: Asset): readonly Planned[] => {
  const planned: Planned[] = [];
  for (const plan of asset.run?.plan.steps ?? []) {
    const step = stepOf(asset, plan.step);
    if (step !== undefined) planned.push({ plan, step });
  }
  return planned;
};

const isFatal = ({ plan, step }: Planned): boolean =>
  step.phase === 'failed' && (plan.onFailure === 'restart' || plan.onFailure === 'rollback');

/** The layer of every setting that was asked for, whether the run uses it or not. */
export const sourcesOf = ({ configSources, unusedSources }: RunState): Readonly<Record<string, string>> => ({
  ...configSources,
  ...unusedSources,
});

/** A run that was rolled back or cancelled: nothing more comes of it. */
export const isOver = (run: RunState): boolean => run.rollback !== undefined || run.cancelled !== undefined;

/** The first step whose final failure gives the whole run up, while the run has not been rolled back (FLR-02 to FLR-05). */
export const fatalStep = (asset: Asset): Planned | undefined => {
  if (asset.run === undefined || isOver(asset.run)) return undefined;
  // Asked of every state that is folded, and hardly any has a failed step: the plan is only looked at where there is one.
  if (!asset.steps.some(({ phase }) => phase === 'failed')) return undefined;
  return plannedSteps(asset)
    .filter(isFatal)
    .reduce<Planned | undefined>(
      (first, each) => (first === undefined || (each.step.error?.at ?? '') < (first.step.error?.at ?? '') ? each : first),
      undefined,
    );
};

const waitsForMore = (asset: Asset, { step }: PlanStep): boolean => {
  const state = stepOf(asset, step);
  return state !== undefined && !hasEnded(state);
};

/** A run is active until each step of its plan has ended, or it was rolled back or cancelled (RUN-06, RUN-14). */
export const isRunActive = (asset: Asset): boolean =>
  asset.run !== undefined &&
  !isOver(asset.run) &&
  (asset.run.plan.steps.some((plan) => waitsForMore(asset, plan)) || fatalStep(asset) !== undefined);

/** The pause of an active run; what has come to its end by itself is not paused any more (RUN-16). */
export const pauseOf = (asset: Asset): Pause | undefined => (isRunActive(asset) ? asset.pause : undefined);

/** Steps whose final failure is tolerated: they are skipped, and the run goes on (FLR-06, FLR-07). */
export const toleratedFailures = (asset: Asset): readonly Planned[] =>
  asset.run === undefined || isOver(asset.run) || !asset.steps.some(({ phase }) => phase === 'failed')
    ? []
    : plannedSteps(asset).filter(({ plan, step }) => step.phase === 'failed' && plan.onFailure === 'tolerate');

/** Steps of an active run that are not over: what there is to wait for. */
export const unendedSteps = (asset: Asset): readonly string[] =>
  isRunActive(asset) ? plannedSteps(asset).flatMap(({ step }) => (hasEnded(step) ? [] : [step.step])) : [];

/** Something of an active run has an attempt that nobody has started. */
export const hasQueued = (asset: Asset): boolean => isRunActive(asset) && asset.steps.some(({ phase }) => phase === 'scheduled');
