import type { PlanStep, SkipReason } from '@throughline/contracts';
import {
  isPresent,
  nounOf,
  planOfRun,
  type AssetState,
  type ItemNoun,
  type PreviewedStep,
  type RunPreview,
  type StartRun,
} from '@throughline/domain';
import { outcomeItem, type OutcomeItem } from '../commands/outcome.js';
import { refusalProblem } from '../recordings/refusals.js';

/** What a run would do with one step. */
export interface DryRunStep {
  readonly step: string;
  readonly kind: PlanStep['kind'];
  readonly action: PreviewedStep['action'];
  readonly skip_reason: SkipReason | null;
  /** A kept delivery that is an earlier version once the run has ended. */
  readonly outdated: boolean;
  readonly depends_on: readonly string[];
}

/** RUN-28. */
export interface DryRun extends Readonly<Partial<Record<`${ItemNoun}_id`, string>>> {
  readonly dry_run: true;
  readonly outcome: 'start' | 'resume' | 'nothing';
  /** Why nothing would be done, or what the request asks for in vain. */
  readonly reason: OutcomeItem | null;
  readonly steps: readonly DryRunStep[];
  readonly config_sources: Readonly<Record<string, string>>;
}

const stepItem = ({ step, kind, action, skipReason, outdated, dependsOn }: PreviewedStep): DryRunStep => ({
  step,
  kind,
  action,
  skip_reason: skipReason ?? null,
  outdated: outdated === true,
  depends_on: dependsOn,
});

const inVain = outcomeItem({
  code: 'overrides-not-used',
  detail: 'The paused run would go on with its own configuration; what this request says of it applies to new runs only.',
  tryInstead: 'For another configuration cancel this run, then run it.',
});

const reasonOf = (preview: Exclude<RunPreview, { kind: 'refused' }>, hasOverrides: boolean): OutcomeItem | null => {
  if (preview.kind === 'nothing') return preview.reason === undefined ? null : outcomeItem(preview.reason);
  return preview.kind === 'resume' && hasOverrides ? inVain : null;
};

/** Shows what this command would do now, and refuses what it would refuse. Changes nothing. */
export function dryRun(id: string, state: AssetState, run: { command: StartRun; hasOverrides: boolean }): DryRun {
  const preview = planOfRun(state, run.command);
  if (preview.kind === 'refused') throw refusalProblem(preview.reason);
  const shown = preview.kind === 'nothing' ? { steps: [], configSources: {} } : preview;
  return {
    dry_run: true,
    [`${nounOf(isPresent(state) ? state.pipeline : '')}_id`]: id,
    outcome: preview.kind,
    reason: reasonOf(preview, run.hasOverrides),
    steps: shown.steps.map(stepItem),
    config_sources: shown.configSources,
  };
}
