import { TRANSCRIBE, type SkipReason } from '@throughline/contracts';
import type { Asset, StepState } from '../asset/state.js';
import { statusFacts } from '../status/facts.js';
import { statusOf } from '../status/render-status.js';
import { isOver, isRunActive } from '../steps/run.js';
import { plannedStep, stepOf } from '../steps/steps.js';

/** Every output has it. What was deleted later on, and is past its retention date, stays as it was. */
const isAtEveryOutput = (asset: Asset): boolean => statusOf({ ...statusFacts(asset), expired: false })?.status === 'READY';

/** Nothing was to be delivered, and all work is done. */
function isWorkAllThereIs(asset: Asset): boolean {
  const { outputs, stagesFinished } = statusFacts(asset);
  return outputs === 0 && stagesFinished && asset.run !== undefined && !isOver(asset.run) && !isRunActive(asset);
}

/** Everything that was to be done has been: `Complete`, unless somebody has to look at it first. */
export const isDone = (asset: Asset): boolean => isAtEveryOutput(asset) || isWorkAllThereIs(asset);

/** Reasons that leave a video without the words that it was to have. Where there is nothing to be heard, none are missing. */
const WITHOUT_WORDS: ReadonlySet<SkipReason> = new Set<SkipReason>(['no_engine', 'no_engine_for_language', 'error']);

/** The transcription that the plan could not do without, where it was left out for want of something. */
export function missingTranscription(asset: Asset): StepState | undefined {
  if (plannedStep(asset, TRANSCRIBE)?.required !== true) return undefined;
  const step = stepOf(asset, TRANSCRIBE);
  return step?.skipReason !== undefined && step.phase === 'skipped' && WITHOUT_WORDS.has(step.skipReason) ? step : undefined;
}
