import { PREVIEW } from '@throughline/contracts';
import { isPresent, type Asset, type AssetState } from '../asset/state.js';
import { previewFileOf } from '../asset/previews/preview-file.js';
import { previewsOf } from '../asset/previews/previews-view.js';
import { findRunningAttempt } from '../asset/steps/liveness.js';
import { PREVIEW_RUN, previewPlan } from '../asset/steps/preview-plan.js';
import { checkHasFile, checkNotGone, reject, satisfy, unknownAsset, type Decision } from './decision.js';
import { scheduleNextAttempt } from './follow-up.js';
import type { CommandContext } from './command-context.js';
import { unstickRun } from './unstick.js';

/** Asks for the previews of the item's present file. */
export interface RequestPreviews extends CommandContext {
  readonly type: 'RequestPreviews';
  /** True if the store lacks a file of the complete previews, for example because it was not imported. */
  readonly areFilesMissing?: true;
  /** The running attempt whose worker has stopped responding, and the person who asks for another one. */
  readonly stalled?: { readonly attemptId: string; readonly by: string };
}

/** Takes a running attempt from the worker that has stopped responding. */
const restartStalled = (asset: Asset, { stalled, now }: RequestPreviews): Decision | undefined =>
  stalled !== undefined && findRunningAttempt(asset, PREVIEW)?.attemptId === stalled.attemptId
    ? unstickRun(asset, { type: 'UnstickRun', now, by: stalled.by, then: 'retry', step: PREVIEW })
    : undefined;

/** Returns the answer to a request that has nothing to do. A failed conversion is tried again: another release may succeed. */
function findPresent(asset: Asset, areFilesMissing = false): Decision | undefined {
  const { state, web } = previewsOf(asset);
  if (state === 'paused')
    return satisfy(
      'previews-paused',
      'The version for browsers is made of the trimmed file, and the run that trims the file is paused.',
      'To continue, run the item.',
    );
  if (state === 'requested')
    return satisfy(
      'previews-queued',
      'The previews are queued, in progress, or wait for the trimmed file.',
      'Wait until they are made.',
    );
  return state === 'ready' && web !== 'failed' && !areFilesMissing
    ? satisfy('previews-ready', 'The previews of the present file are made.', 'No action is needed.')
    : undefined;
}

/**
 * Queues the step that makes the previews. It belongs to no run: nothing waits for it, and its failure is no failure of the item
 * (ADR 132).
 */
export function requestPreviews(state: AssetState, command: RequestPreviews): Decision {
  if (!isPresent(state)) return unknownAsset;
  const refusal = checkNotGone(state) ?? checkHasFile(state);
  if (refusal !== undefined) return refusal;
  if (previewFileOf(state) === undefined)
    return reject(
      'no-file-yet',
      'The file of the item is not here yet.',
      'Finish the upload, or run the item to fetch its file.',
    );
  const answer = restartStalled(state, command) ?? findPresent(state, command.areFilesMissing);
  if (answer !== undefined) return answer;
  const attempts = state.preview?.attempts ?? [];
  return { events: [scheduleNextAttempt(state, PREVIEW_RUN, { step: previewPlan.step, attempts })] };
}
