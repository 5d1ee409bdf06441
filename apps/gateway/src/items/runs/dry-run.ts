import type { PlanStep, SkipReason } from '@throughline/contracts';
import { isPresent, nounOf, previewNextRun } from '@throughline/domain';
import type { AssetState, ItemNoun, PreviewedStep, RunPreview, StartRun } from '@throughline/domain';
import { outcomeItem, type OutcomeItem } from '../commands/outcome.js';
import { toRefusalProblem } from '../read/refusals.js';

export interface DryRunStep {
  readonly step: string;
  readonly kind: PlanStep['kind'];
  readonly action: PreviewedStep['action'];
  readonly skip_reason: SkipReason | null;
  /** True for a finished delivery that the run would keep although it makes a newer version. */
  readonly outdated: boolean;
  readonly depends_on: readonly string[];
}

/** RUN-28. */
export interface DryRun extends Readonly<Partial<Record<`${ItemNoun}_id`, string>>> {
  readonly dry_run: true;
  readonly outcome: 'start' | 'resume' | 'nothing';
  /** The reason why nothing would be done, or the part of the request that would have no effect. */
  readonly reason: OutcomeItem | null;
  readonly steps: readonly DryRunStep[];
  readonly config_sources: Readonly<Record<string, string>>;
}

const renderStep = ({ step, kind, action, skipReason, outdated, dependsOn }: PreviewedStep): DryRunStep => ({
  step,
  kind,
  action,
  skip_reason: skipReason ?? null,
  outdated: outdated === true,
  depends_on: dependsOn,
});

const inVain = outcomeItem({
  code: 'overrides-not-used',
  detail: 'The paused run would resume with its own configuration. The configuration of this request applies only to new runs.',
  tryInstead: 'To use another configuration, cancel this run, then run the item.',
});

const reasonOf = (preview: Exclude<RunPreview, { kind: 'refused' }>, hasOverrides: boolean): OutcomeItem | null => {
  if (preview.kind === 'nothing') return preview.reason === undefined ? null : outcomeItem(preview.reason);
  return preview.kind === 'resume' && hasOverrides ? inVain : null;
};

/** Previews this command, and throws what the command would be refused with. Changes nothing. */
export function previewRun(id: string, state: AssetState, run: { command: StartRun; hasOverrides: boolean }): DryRun {
  const preview = previewNextRun(state, run.command);
  if (preview.kind === 'refused') throw toRefusalProblem(preview.reason);
  const shown = preview.kind === 'nothing' ? { steps: [], configSources: {} } : preview;
  return {
    dry_run: true,
    [`${nounOf(isPresent(state) ? state.pipeline : '')}_id`]: id,
    outcome: preview.kind,
    reason: reasonOf(preview, run.hasOverrides),
    steps: shown.steps.map(renderStep),
    config_sources: shown.configSources,
  };
}
