import { TRANSCRIBE, attemptPrefix } from '@throughline/contracts';
import { isContentGone } from '../content.js';
import type { Asset } from '../state.js';
import { isRunActive, plannedSteps } from '../steps/run.js';
import { hasEnded, stepOf } from '../steps/steps.js';

/** Tells whether the run is about to replace the transcript. */
export const isTranscribing = (asset: Asset): boolean =>
  isRunActive(asset) && plannedSteps(asset).some(({ step }) => step.step === TRANSCRIBE && !hasEnded(step));

/** Returns the folders of the run's attempts at the transcription, oldest first. */
function listFolders(asset: Asset): readonly string[] {
  const { assetId, run } = asset;
  return (stepOf(asset, TRANSCRIBE)?.attempts ?? [])
    .filter(({ runId, startedAt }) => runId === run?.runId && startedAt !== undefined)
    .map(({ attemptId, runId }) => attemptPrefix({ assetId, runId, step: TRANSCRIBE, attemptId }));
}

/**
 * Returns the folders of the attempts at an unfinished transcription, oldest first, with the transcript so far. A worker keeps
 * them until the step ends, also after a crash. Undefined if nothing is being transcribed.
 */
export const transcribingFolders = (asset: Asset): readonly string[] | undefined =>
  isTranscribing(asset) ? listFolders(asset) : undefined;

/**
 * Returns the folders of a transcription that has failed, with the transcript up to there. They stay until the next run: people
 * may have waited hours for these lines. Empty if the transcription of the last run has not failed.
 */
export const brokenOffFolders = (asset: Asset): readonly string[] =>
  !isContentGone(asset) && stepOf(asset, TRANSCRIBE)?.phase === 'failed' ? listFolders(asset) : [];
