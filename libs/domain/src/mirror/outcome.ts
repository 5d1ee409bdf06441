import { TRANSCRIBE, type SkipReason } from '@throughline/contracts';
import type { Asset, StepIn } from '../asset/state.js';
import { statusFacts } from '../status/facts.js';
import { statusOf } from '../status/render-status.js';
import { isOver, isRunActive } from '../asset/steps/run.js';
import { plannedStep, stepOf } from '../asset/steps/steps.js';

/** Returns true if every output has the item. A later deletion or expiry does not change that. */
const isAtEveryOutput = (asset: Asset): boolean => statusOf({ ...statusFacts(asset), expired: false })?.status === 'READY';

/** Returns true if the item has no outputs and all of its work is done. */
function isDoneWithoutOutputs(asset: Asset): boolean {
  const { outputs, stagesFinished } = statusFacts(asset);
  return outputs === 0 && stagesFinished && asset.run !== undefined && !isOver(asset.run) && !isRunActive(asset);
}

/** Returns true if everything requested is done. The page then shows `Complete`, unless a person must check something first. */
export const isDone = (asset: Asset): boolean => isAtEveryOutput(asset) || isDoneWithoutOutputs(asset);

/**
 * Skip reasons that leave a video without its transcript. Silence is not among them: a silent video has nothing to transcribe.
 */
const WITHOUT_WORDS: ReadonlySet<SkipReason> = new Set<SkipReason>(['no_engine', 'no_engine_for_language', 'error']);

/** Returns the required transcription if it was skipped for lack of an engine or because of an error. */
export function findMissingTranscription(asset: Asset): StepIn<'skipped'> | undefined {
  if (plannedStep(asset, TRANSCRIBE)?.required !== true) return undefined;
  const step = stepOf(asset, TRANSCRIBE);
  return step?.phase === 'skipped' && WITHOUT_WORDS.has(step.skipReason) ? step : undefined;
}
