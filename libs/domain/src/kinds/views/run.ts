import type { StageStatus, StepKind } from '@throughline/contracts';
import type { Asset, StepState } from '../../asset/state.js';
import { isRunActive } from '../../asset/steps/run.js';
import { skipReasonOf } from '../../asset/steps/steps.js';
import { attemptFields, completedAt, renderStepProgress, stageStatus, type StepViewContext, type StageItem } from './stage.js';
import { renderStepResult, type StepResultItem } from './step-result.js';

/** A step of the newest run's plan, of any kind, for a diagram of the run. */
export interface RunStepItem extends Pick<
  StageItem,
  'attempt' | 'failed' | 'failed_at' | 'failed_reason' | 'skip_reason' | 'retry_at' | 'started_at' | 'completed_at' | 'progress'
> {
  /** `DOWNLOAD`, a stage, or `deliver:` and the name of an output, as in events and explanations. */
  readonly step: string;
  readonly kind: StepKind;
  readonly status: StageStatus;
  readonly result: StepResultItem | null;
  readonly depends_on: readonly string[];
}

export interface RunItem {
  readonly id: string;
  readonly started_at: string;
  readonly active: boolean;
  readonly steps: readonly RunStepItem[];
  /** The layer of each setting that the run uses. */
  readonly config_sources: Readonly<Record<string, string>>;
}

const renderStep = (step: StepState, dependsOn: readonly string[], beside: StepViewContext): RunStepItem => ({
  step: step.step,
  kind: step.kind,
  status: stageStatus(step),
  ...attemptFields(step, beside.personal),
  skip_reason: skipReasonOf(step) ?? null,
  completed_at: completedAt(step),
  result: renderStepResult(step),
  progress: renderStepProgress(beside, step).progress,
  depends_on: dependsOn,
});

/** Returns the newest run and its plan; null before the first run. */
export function renderRun(asset: Asset, beside: StepViewContext): RunItem | null {
  const { run, steps } = asset;
  if (run === undefined) return null;
  const planned = run.plan.steps.flatMap(({ step, dependsOn }) => {
    const state = steps.find((each) => each.step === step);
    return state === undefined ? [] : [renderStep(state, dependsOn, beside)];
  });
  return {
    id: run.runId,
    started_at: run.startedAt,
    active: isRunActive(asset),
    steps: planned,
    config_sources: run.configSources,
  };
}
