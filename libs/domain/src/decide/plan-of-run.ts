import type { PlanStep, SkipReason } from '@throughline/contracts';
import { evolve } from '../asset/evolve.js';
import { isPresent, type Asset, type AssetState, type StepState } from '../asset/state.js';
import { plannedSteps, type PlannedStep } from '../asset/steps/run.js';
import { isAwaitingReview } from '../asset/steps/review.js';
import { ancestors, hasEnded, isOutdated, plannedStep, stepOf } from '../asset/steps/steps.js';
import type { StartRun } from './command-context.js';
import { decide } from './decide.js';
import type { Rejection } from './decision.js';

export interface PreviewedStep {
  readonly step: string;
  readonly kind: PlanStep['kind'];
  /**
   * `run`: the step is done · `hold`: it waits until a person publishes it · `keep`: it is finished, and its result stays ·
   * `skip`: it is skipped · `drop`: it is no longer needed.
   */
  readonly action: 'run' | 'hold' | 'keep' | 'skip' | 'drop';
  readonly skipReason?: SkipReason;
  /** The delivered file stays, but is an earlier version once the run has ended. */
  readonly outdated?: true;
  readonly dependsOn: readonly string[];
}

/** The effect of `/run` now (RUN-28): a new run, the continuation of a paused run, or nothing, with the reason. */
export type RunPreview =
  | {
      readonly kind: 'start' | 'resume';
      readonly steps: readonly PreviewedStep[];
      readonly configSources: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'nothing'; readonly reason?: Rejection }
  | { readonly kind: 'refused'; readonly reason: Rejection };

/** Returns true if an input of the delivery will be made again, or was made again since. */
const isAboutToBeOutdated = (asset: Asset, step: StepState): boolean =>
  step.kind === 'delivery' &&
  (isOutdated(step) || asset.steps.some((each) => !hasEnded(each) && ancestors(asset, step.step).has(each.step)));

const previewStep = (asset: Asset, { plan, step }: PlannedStep): PreviewedStep => {
  const of = { step: plan.step, kind: plan.kind, dependsOn: plan.dependsOn };
  if (step.phase === 'completed')
    return { ...of, action: 'keep', ...(isAboutToBeOutdated(asset, step) ? { outdated: true } : {}) };
  if (step.phase === 'skipped') return { ...of, action: 'skip', skipReason: step.skipReason };
  return { ...of, action: isAwaitingReview(asset, step) ? 'hold' : 'run' };
};

/** Returns steps of earlier runs that the new run does not have. They are dropped, but delivered files stay. */
function previewDroppedSteps(before: AssetState, after: Asset): readonly PreviewedStep[] {
  const stepNamed = (name: string): StepState | undefined => (isPresent(before) ? stepOf(before, name) : undefined);
  return after.steps
    .filter(({ step }) => plannedStep(after, step) === undefined && stepNamed(step)?.phase !== 'skipped')
    .map((step) => ({
      step: step.step,
      kind: step.kind,
      action: step.phase === 'completed' ? 'keep' : 'drop',
      ...(step.phase === 'skipped' ? { skipReason: step.skipReason } : {}),
      dependsOn: [],
    }));
}

/** Previews a run: makes the same decision as the run itself (CFG-09) and applies it to the state only. */
export function previewNextRun(state: AssetState, command: StartRun): RunPreview {
  const decision = decide(state, command);
  if ('rejected' in decision) return { kind: 'refused', reason: decision.rejected };
  const after = decision.events.reduce<AssetState>(
    (before, event) => evolve(before, event, { assetId: isPresent(before) ? before.assetId : '', at: command.now }),
    state,
  );
  if (decision.events.length === 0 || !isPresent(after))
    return { kind: 'nothing', ...(decision.satisfied === undefined ? {} : { reason: decision.satisfied }) };
  return {
    kind: decision.events.some(({ type }) => type === 'RunStarted') ? 'start' : 'resume',
    steps: [...plannedSteps(after).map((each) => previewStep(after, each)), ...previewDroppedSteps(state, after)],
    configSources: after.run?.configSources ?? {},
  };
}
