import { DOWNLOAD, outputOf, type Plan, type RunConfig, type StageType } from '@throughline/contracts';
import { deliveries } from './deliveries.js';
import type { PlannedItem } from './follow-ups.js';
import { download, planOf, stage, type StepTemplate } from './planned-steps.js';
import { STAGE_NAMES, stageOf, stages } from './stages/registry.js';

function planStage(config: RunConfig, name: StageType): StepTemplate {
  const { lane, dependsOn, needs, enabledBy, isTolerable } = stages[name];
  return stage(name, lane, {
    onFailure: isTolerable === true && config.transcription.allow_errors ? 'tolerate' : 'rollback',
    dependsOn: dependsOn.length === 0 ? [DOWNLOAD] : [...dependsOn],
    ...(needs === undefined ? {} : { needs: [...needs] }),
    enabledBy,
  });
}

/** Plans the recording pipeline (STG-01, STG-08 to STG-11). */
export function planRecording(config: RunConfig, item?: PlannedItem): Plan {
  const work = [download, ...STAGE_NAMES.map((name) => planStage(config, name))];
  return planOf('recording', [...work, ...deliveries(config, work, item)], config);
}

/** Returns the name of a step in `failed_at_stage` (FLR-02 to FLR-04). */
export const recordingStepWord = (step: string): string =>
  outputOf(step) === undefined ? (stageOf(step)?.word ?? step.toLowerCase()) : 'upload';
