import type { PlanStep, SkipReason } from '@throughline/contracts';
import { evolve } from '../asset/evolve.js';
import { isPresent, type Asset, type AssetState, type StepState } from '../asset/state.js';
import { plannedSteps, type Planned } from '../steps/run.js';
import { ancestors, hasEnded, isOutdated, plannedStep, stepOf } from '../steps/steps.js';
import type { StartRun } from './command.js';
import { decide } from './decide.js';
import type { Rejection } from './decision.js';

/** What a run would do with one step. */
export interface PreviewedStep {
  readonly step: string;
  readonly kind: PlanStep['kind'];
  /** `run`: it is done · `keep`: it is done already, and its result stays · `skip`: it is left out · `drop`: it is no part of the recording any more. */
  readonly action: 'run' | 'keep' | 'skip' | 'drop';
  readonly skipReason?: SkipReason;
  /** What was delivered stays there, and is an earlier version once the run has ended. */
  readonly outdated?: true;
  readonly dependsOn: readonly string[];
}

/** What `/run` would do now (RUN-28): a new run, going on with a paused one, or nothing and why. */
export type RunPreview =
  | {
      readonly kind: 'start' | 'resume';
      readonly steps: readonly PreviewedStep[];
      readonly configSources: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'nothing'; readonly reason?: Rejection }
  | { readonly kind: 'refused'; readonly reason: Rejection };

/** Something that the delivery was made of is made again, or was since. */
const becomesOutdated = (asset: Asset, step: StepState): boolean =>
  step.kind === 'delivery' &&
  (isOutdated(step) || asset.steps.some((each) => !hasEnded(each) && ancestors(asset, step.step).has(each.step)));

const preview = (asset: Asset, { plan, step }: Planned): PreviewedStep => {
  const of = { step: plan.step, kind: plan.kind, dependsOn: plan.dependsOn };
  if (step.phase === 'completed') return { ...of, action: 'keep', ...(becomesOutdated(asset, step) ? { outdated: true } : {}) };
  if (step.phase !== 'skipped') return { ...of, action: 'run' };
  return { ...of, action: 'skip', ...(step.skipReason === undefined ? {} : { skipReason: step.skipReason }) };
};

/** What earlier runs left and this one would not have: it is given up, but for what was delivered, which stays where it is. */
function leftBehind(before: AssetState, after: Asset): readonly PreviewedStep[] {
  const known = (name: string): StepState | undefined => (isPresent(before) ? stepOf(before, name) : undefined);
  return after.steps
    .filter(({ step }) => plannedStep(after, step) === undefined && known(step)?.phase !== 'skipped')
    .map(({ step, kind, phase, skipReason }) => ({
      step,
      kind,
      action: phase === 'completed' ? 'keep' : 'drop',
      ...(skipReason === undefined ? {} : { skipReason }),
      dependsOn: [],
    }));
}

/** The very decision that a run would be (CFG-09), carried out on the state alone. */
export function planOfRun(state: AssetState, command: StartRun): RunPreview {
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
    steps: [...plannedSteps(after).map((each) => preview(after, each)), ...leftBehind(state, after)],
    configSources: after.run?.configSources ?? {},
  };
}
