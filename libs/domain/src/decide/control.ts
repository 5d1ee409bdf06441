import { initialBase } from '../asset/base-status.js';
import { isPresent, type Asset, type AssetState, type RunState } from '../asset/state.js';
import { renderAssetStatus } from '../status/asset-status.js';
import { renderStatus } from '../status/render-status.js';
import { RUNTIME } from '../status/runtime.js';
import { isWork } from '../asset/steps/kinds.js';
import { needsReview } from '../asset/steps/review.js';
import { isRunActive, pauseOf, plannedSteps } from '../asset/steps/run.js';
import { isFinished } from '../asset/steps/steps.js';
import { advance, rejectDate, checkNotGone, noEvents, reject, satisfy, unknownAsset, type Decision } from './decision.js';
import { newEvent } from './event.js';
import { parseInstant } from './instant.js';
import type { ActorCommand } from './command-context.js';

export interface PauseRun extends ActorCommand {
  readonly type: 'PauseRun';
  /** Personal data. */
  readonly reason?: string;
  readonly until?: string;
}

/** Ends a pause whose end has come. People resume with `/run`. */
export interface ResumeRun extends ActorCommand {
  readonly type: 'ResumeRun';
}

export interface CancelRun extends ActorCommand {
  readonly type: 'CancelRun';
  /** Personal data. */
  readonly reason?: string;
}

const reasonOf = ({ reason }: { readonly reason?: string }): [{ reason: string }] | [] =>
  reason === undefined ? [] : [{ reason }];

const rejectPause = (asset: Asset): Decision =>
  reject(
    'not-pausable',
    `Only an item that is being downloaded, processed or uploaded can be paused; its status is ${renderAssetStatus(asset).status}.`,
    isRunActive(asset)
      ? 'Try again when the next step has started. Or cancel the run: completed work is kept, and the next run continues from there.'
      : 'No action is needed: without an active run, no step starts.',
  );

/** Returns the end of the pause as an event stores it, or the problem with it. */
function parsePauseEnd({ until, now }: PauseRun): { readonly problem: Decision } | { readonly until?: string } {
  if (until === undefined) return {};
  const end = parseInstant(until);
  if (end === undefined) return { problem: rejectDate('The end of the pause') };
  return Date.parse(end) <= Date.parse(now)
    ? { problem: reject('pause-is-over', 'The end of the pause has passed.', 'Choose an end in the future, or none.') }
    : { until: end };
}

/**
 * Pauses softly: running attempts finish, and no new attempt starts (RUN-15 to RUN-18). A second request replaces the end and
 * the reason.
 */
export function pauseRun(state: AssetState, command: PauseRun): Decision {
  if (!isPresent(state)) return unknownAsset;
  const refusal = checkNotGone(state);
  if (refusal !== undefined) return refusal;
  const pause = pauseOf(state);
  if (pause === undefined && !(isRunActive(state) && RUNTIME.has(renderStatus(state)))) return rejectPause(state);
  const end = parsePauseEnd(command);
  if ('problem' in end) return end.problem;
  // Only the event keeps the reason, because it is personal data. So a pause with a reason is always recorded.
  if (pause !== undefined && end.until === pause.until && command.reason === undefined)
    return satisfy('already-paused', 'The run is paused.', 'To continue, run the item.');
  return { events: [newEvent('PauseRequested', { by: command.by, ...end }, ...reasonOf(command))] };
}

/** Ends a pause at its time (U8). An early or repeated call changes nothing. */
export function resumeRun(state: AssetState, { by, now }: ResumeRun): Decision {
  if (!isPresent(state)) return unknownAsset;
  const until = pauseOf(state)?.until;
  if (until === undefined || Date.parse(until) > Date.parse(now)) return noEvents;
  return advance(newEvent('Resumed', { by, cause: 'expired' }));
}

/** Returns the status of the last finished phase, or undefined if the outputs determine the status. */
export function findLastPhase(asset: Asset): 'INITIALIZED' | 'SKIPPED' | 'DOWNLOADED' | undefined {
  const planned = plannedSteps(asset);
  const sources = planned.filter(({ plan }) => plan.kind === 'source');
  if (!sources.every(({ step }) => isFinished(step))) return initialBase(asset);
  if (planned.every(({ plan, step }) => !isWork(plan.kind) || isFinished(step))) return undefined;
  return sources.length === 0 ? initialBase(asset) : 'DOWNLOADED';
}

export function cancelActiveRun(asset: Asset, command: { readonly by: string; readonly reason?: string }): Decision {
  const { run } = asset;
  if (run === undefined || !isRunActive(asset)) return noEvents;
  return endRun(asset, run, command);
}

function endRun(asset: Asset, run: RunState, command: { readonly by: string; readonly reason?: string }): Decision {
  const target = findLastPhase(asset);
  const data = { runId: run.runId, by: command.by, ...(target === undefined ? {} : { target }) };
  return { events: [newEvent('RunCancelled', data, ...reasonOf(command))] };
}

/** Cancels hard: every attempt of the run ends now. Finished work stays, and `/run` continues from there. */
export function cancelRun(state: AssetState, command: CancelRun): Decision {
  if (!isPresent(state)) return unknownAsset;
  const refusal = checkNotGone(state);
  if (refusal !== undefined) return refusal;
  // A run that waits for a review is not active, but it must be possible to publish nothing.
  if (state.run !== undefined && (isRunActive(state) || needsReview(state))) return endRun(state, state.run, command);
  if (state.run?.cancelled !== undefined)
    return satisfy('already-cancelled', 'The run is already cancelled.', 'To start again, run the item.');
  return reject(
    'not-running',
    'No run is active, so there is nothing to cancel.',
    state.run === undefined ? 'No action is needed.' : 'To repeat all steps, reset the item and run it.',
  );
}
