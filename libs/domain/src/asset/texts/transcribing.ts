import { TRANSCRIBE, attemptPrefix } from '@throughline/contracts';
import type { Asset } from '../state.js';
import { isRunActive, plannedSteps } from '../steps/run.js';
import { hasEnded, stepOf } from '../steps/steps.js';

/** Tells whether the run is about to replace the transcript. */
export const isTranscribing = (asset: Asset): boolean =>
  isRunActive(asset) && plannedSteps(asset).some(({ step }) => step.step === TRANSCRIBE && !hasEnded(step));

/**
 * Returns the folders of the attempts at an unfinished transcription, oldest first, with the transcript so far. A worker keeps
 * them until the step ends, also after a crash. Undefined if nothing is being transcribed.
 */
export function transcribingFolders(asset: Asset): readonly string[] | undefined {
  if (!isTranscribing(asset)) return undefined;
  const { assetId, run } = asset;
  return (stepOf(asset, TRANSCRIBE)?.attempts ?? [])
    .filter(({ runId, startedAt }) => runId === run?.runId && startedAt !== undefined)
    .map(({ attemptId, runId }) => attemptPrefix({ assetId, runId, step: TRANSCRIBE, attemptId }));
}
