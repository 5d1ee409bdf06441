import type { StageStatus, StepKind } from '@throughline/contracts';
import type { Asset, StepState } from '../asset/state.js';
import { isRunActive } from '../steps/run.js';
import { attemptFields, moving, stageStatus, type Beside, type StageItem } from './stage.js';

/** A step of the newest run's plan, whatever kind it is of: what a picture of the run is drawn from. */
export interface RunStepItem extends Pick<
  StageItem,
  'attempt' | 'failed' | 'failed_at' | 'failed_reason' | 'skip_reason' | 'retry_at' | 'started_at' | 'progress'
> {
  /** `DOWNLOAD`, a stage, or `deliver:` and the name of an output; as the events and the explanation name it. */
  readonly step: string;
  readonly kind: StepKind;
  readonly status: StageStatus;
  /** Steps that have to end first. */
  readonly depends_on: readonly string[];
}

export interface RunItem {
  readonly id: string;
  readonly started_at: string;
  readonly active: boolean;
  /** In the order of the plan. */
  readonly steps: readonly RunStepItem[];
}

const renderStep = (step: StepState, dependsOn: readonly string[], beside: Beside): RunStepItem => ({
  step: step.step,
  kind: step.kind,
  status: stageStatus(step),
  ...attemptFields(step, beside.personal),
  skip_reason: step.skipReason ?? null,
  progress: moving(beside, step).progress,
  depends_on: dependsOn,
});

/** The newest run and its plan; null before the first. */
export function renderRun(asset: Asset, beside: Beside): RunItem | null {
  const { run, steps } = asset;
  if (run === undefined) return null;
  const planned = run.plan.steps.flatMap(({ step, dependsOn }) => {
    const state = steps.find((each) => each.step === step);
    return state === undefined ? [] : [renderStep(state, dependsOn, beside)];
  });
  return { id: run.runId, started_at: run.startedAt, active: isRunActive(asset), steps: planned };
}
