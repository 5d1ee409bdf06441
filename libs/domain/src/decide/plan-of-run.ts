import type { PlanStep, SkipReason } from '@throughline/contracts';
import { evolve } from '../asset/evolve.js';
import { isPresent, type AssetState } from '../asset/state.js';
import { plannedSteps, type Planned } from '../steps/run.js';
import type { StartRun } from './command.js';
import { decide } from './decide.js';
import type { Rejection } from './decision.js';

/** What a run would do with one step. */
export interface PreviewedStep {
  readonly step: string;
  readonly kind: PlanStep['kind'];
  /** `run`: it is done · `keep`: it is done already, and its result stays · `skip`: it is left out. */
  readonly action: 'run' | 'keep' | 'skip';
  readonly skipReason?: SkipReason;
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

const preview = ({ plan, step }: Planned): PreviewedStep => {
  const of = { step: plan.step, kind: plan.kind, dependsOn: plan.dependsOn };
  if (step.phase === 'completed') return { ...of, action: 'keep' };
  if (step.phase !== 'skipped') return { ...of, action: 'run' };
  return { ...of, action: 'skip', ...(step.skipReason === undefined ? {} : { skipReason: step.skipReason }) };
};

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
    steps: plannedSteps(after).map(preview),
    configSources: after.run?.configSources ?? {},
  };
}
