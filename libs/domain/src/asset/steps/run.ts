import type { PlanStep } from '@throughline/contracts';
import type { Asset, Pause, RunState, StepIn, StepState } from '../state.js';
import { isAwaitingReview } from './review.js';
import { hasEnded, isFinished, stepOf } from './steps.js';

export interface PlannedStep<S extends StepState = StepState> {
  readonly plan: PlanStep;
  readonly step: S;
}
export type FailedStep = PlannedStep<StepIn<'failed'>>;

/** Returns the steps of the newest plan with their states, in plan order. */
export const plannedSteps = (asset: Asset): readonly PlannedStep[] => {
  const planned: PlannedStep[] = [];
  for (const plan of asset.run?.plan.steps ?? []) {
    const step = stepOf(asset, plan.step);
    if (step !== undefined) planned.push({ plan, step });
  }
  return planned;
};

/** Returns true if the newest run has its file already. */
export const isFetched = (asset: Asset): boolean => {
  // The first step of every pipeline fetches the file. In a document, it has the kind of all steps.
  const [first] = plannedSteps(asset);
  return first !== undefined && isFinished(first.step);
};

const isFailed = (planned: PlannedStep): planned is FailedStep => planned.step.phase === 'failed';
const isFatal = ({ plan }: PlannedStep): boolean => plan.onFailure === 'restart' || plan.onFailure === 'rollback';

/** Returns the layer of every requested setting, whether or not the run uses it. */
export const sourcesOf = ({ configSources, unusedSources }: RunState): Readonly<Record<string, string>> => ({
  ...configSources,
  ...unusedSources,
});

export const isOver = (run: RunState): boolean => run.rollback !== undefined || run.cancelled !== undefined;

/** Returns true if the run delivers nothing more: it was given up, or belonged to another library. */
export const isClosed = (run: RunState): boolean => isOver(run) || run.isForeign === true;

/** Returns the first finally failed step that gives the whole run up, until the run is rolled back (FLR-02 to FLR-05). */
export const fatalStep = (asset: Asset): FailedStep | undefined => {
  if (asset.run === undefined || isOver(asset.run)) return undefined;
  // This runs for every folded state, and few have a failed step, so the plan is read only if there is one.
  if (!asset.steps.some(({ phase }) => phase === 'failed')) return undefined;
  return plannedSteps(asset)
    .filter(isFailed)
    .filter(isFatal)
    .reduce<FailedStep | undefined>(
      (first, each) => (first === undefined || each.step.error.at < first.step.error.at ? each : first),
      undefined,
    );
};

const isUnfinished = (asset: Asset, { step }: PlanStep): boolean => {
  const state = stepOf(asset, step);
  return state !== undefined && !hasEnded(state) && !isAwaitingReview(asset, state);
};

/**
 * Returns true until each step of the run's plan has ended or waits for a review, or the run was rolled back or cancelled
 * (RUN-06, RUN-14).
 */
export const isRunActive = (asset: Asset): boolean =>
  asset.run !== undefined &&
  !isOver(asset.run) &&
  (asset.run.plan.steps.some((plan) => isUnfinished(asset, plan)) || fatalStep(asset) !== undefined);

/** Returns the pause of an active run. A run that has ended by itself is no longer paused (RUN-16). */
export const pauseOf = (asset: Asset): Pause | undefined => (isRunActive(asset) ? asset.pause : undefined);

/** Returns steps whose final failure is tolerated: they are skipped, and the run continues (FLR-06, FLR-07). */
export const toleratedFailures = (asset: Asset): readonly FailedStep[] =>
  asset.run === undefined || isOver(asset.run) || !asset.steps.some(({ phase }) => phase === 'failed')
    ? []
    : plannedSteps(asset)
        .filter(isFailed)
        .filter(({ plan }) => plan.onFailure === 'tolerate');

export const remainingSteps = (asset: Asset): readonly string[] =>
  isRunActive(asset)
    ? plannedSteps(asset).flatMap(({ step }) => (hasEnded(step) || isAwaitingReview(asset, step) ? [] : [step.step]))
    : [];

export const hasQueuedAttempt = (asset: Asset): boolean =>
  isRunActive(asset) && asset.steps.some(({ phase }) => phase === 'scheduled');
