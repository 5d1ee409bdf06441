import { PREVIEW, TRANSCRIBE, attemptPrefix, uploadPrefix } from '@throughline/contracts';
import {
  brokenOffFolders,
  isContentGone,
  hasFilesForSuccessors,
  isPresent,
  isRunActive,
  stepOf,
  type Asset,
  type AssetState,
  type AttemptEnd,
  type AttemptRecord,
  type StepState,
} from '@throughline/domain';

const ENDED: ReadonlySet<string> = new Set(['completed', 'failed', 'skipped']);

/** Attempts without a result, which the state forgets after a while. Their files cannot be found after that. */
const CAME_TO_NOTHING: ReadonlySet<AttemptEnd | undefined> = new Set<AttemptEnd>(['waited', 'withdrawn']);

/** The present transcript, and the one before it. */
const KEPT_TRANSCRIPTS = 2;

/**
 * Tells whether an earlier run's files hold the transcript that a later run has replaced, or is about to replace: people compare
 * both. A result may have been written by an attempt before the one that completed the step, so all attempts of its run stay.
 */
function isKeptTranscript({ step, attempts }: StepState, runId: string): boolean {
  if (step !== TRANSCRIBE) return false;
  const completed = attempts.filter(({ end }) => end === 'completed').slice(-KEPT_TRANSCRIPTS);
  return completed.some((one) => one.runId === runId);
}

/**
 * Tells whether no later attempt can use this attempt's files. Until the step ends, a later attempt of the same run may adopt a
 * result.
 */
function isDead(asset: Asset, step: StepState, { end, runId, attemptId }: AttemptRecord): boolean {
  if (end === undefined) return false;
  // The next attempt needs the files that a checkpoint names, so that nothing is paid for twice.
  if (CAME_TO_NOTHING.has(end) && !hasFilesForSuccessors(step, attemptId)) return true;
  // A reset has no run. It begins anew, often with another file, whose transcript must not be compared.
  if (asset.run === undefined) return true;
  if (runId !== asset.run.runId) return !isKeptTranscript(step, runId);
  if (!isRunActive(asset)) return true;
  return ENDED.has(step.phase) && end !== 'completed';
}

/**
 * Lists the key prefixes of a step's attempts without a usable result. A prefix with adopted files stays, whichever attempt
 * wrote it, and so does one with files of an earlier run that are still shown.
 */
export function listDeadPrefixes(state: AssetState, step: string): readonly string[] {
  if (!isPresent(state)) return [];
  const { assetId } = state;
  const found = stepOf(state, step);
  if (found === undefined) return [];
  const inUse = (prefix: string): boolean =>
    [...state.steps, ...(state.earlier ?? []), ...(state.preview === undefined ? [] : [state.preview])].some(({ artifacts }) =>
      artifacts.some(({ key }) => key.startsWith(`${prefix}/`)),
    );
  // People read the lines of a failed transcription until the next run.
  const shown = new Set(step === TRANSCRIBE ? brokenOffFolders(state) : []);
  return found.attempts
    .filter((attempt) => isDead(state, found, attempt))
    .map(({ attemptId, runId }) => attemptPrefix({ assetId, runId, step, attemptId }))
    .filter((prefix) => !inUse(prefix) && !shown.has(prefix));
}

export function listUnusedPrefixes(state: AssetState): readonly string[] {
  if (!isPresent(state)) return [];
  const { assetId, steps } = state;
  return isContentGone(state)
    ? [assetId, uploadPrefix(assetId)]
    : [...steps.map(({ step }) => step), PREVIEW].flatMap((step) => listDeadPrefixes(state, step));
}

/** Lists the key prefixes that a reset leaves, also if the next run has begun in the meantime. */
export function listResetPrefixes(state: AssetState): readonly string[] {
  if (!isPresent(state)) return [];
  const { run, ...rest } = state;
  const steps = rest.steps.map((step) => ({ ...step, attempts: step.attempts.filter(({ runId }) => runId !== run?.runId) }));
  return listDeadPrefixes({ ...rest, steps }, TRANSCRIBE);
}
