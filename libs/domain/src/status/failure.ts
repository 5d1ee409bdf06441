import { isPresent, type Asset, type AssetState, type StepIn } from '../asset/state.js';
import { pipelineOf } from '../asset/pipeline/pipelines.js';
import { errorOf, stepOf } from '../asset/steps/steps.js';

/** The step, the reason and the time of a failure (FLR-13). */
export interface Failure {
  readonly step: string;
  /** The clients' name for the step: `download`, `topics`, `upload` … */
  readonly stage: string;
  readonly code: string;
  readonly at: string;
}

type FailedOutput = StepIn<'failed'>;

const pickLaterFailure = (one: FailedOutput | undefined, other: FailedOutput): FailedOutput =>
  one === undefined || one.error.at <= other.error.at ? other : one;

/** Returns the newest failed output if all outputs have finally failed (FLR-11). */
function failedOutputs(asset: Asset): FailedOutput | undefined {
  const outputs = asset.steps.filter((step) => step.kind === 'delivery' && step.phase !== 'skipped');
  return outputs.every((output) => output.phase === 'failed')
    ? outputs.reduce<FailedOutput | undefined>(pickLaterFailure, undefined)
    : undefined;
}

const stageWord = (asset: Asset, step: string): string => pipelineOf(asset.pipeline).stepWord(step);

/**
 * Returns the failure that the recording shows: of the rolled-back run, or of all its outputs. A new run clears it (FLR-15,
 * D34).
 */
export function failureOf(state: AssetState): Failure | undefined {
  if (!isPresent(state)) return undefined;
  const rollback = state.run?.rollback;
  if (rollback !== undefined) {
    const { step, code } = rollback;
    // The rollback may have waited for a stage that was still running (D36), so the time of the failure itself counts.
    return { step, stage: stageWord(state, step), code, at: errorOf(stepOf(state, step))?.at ?? rollback.at };
  }
  const output = failedOutputs(state);
  return output === undefined
    ? undefined
    : { step: output.step, stage: stageWord(state, output.step), code: output.error.code, at: output.error.at };
}

/** Returns the failure flag, which is separate from the status (AGG-01, FLR-11). */
export const isFailed = (state: AssetState): boolean => failureOf(state) !== undefined;
