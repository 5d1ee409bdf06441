import { restartBase } from '../asset/base.js';
import { isPresent, type Asset, type AssetState } from '../asset/state.js';
import { assetStanding } from '../standing/standing.js';
import { renderStatus } from '../status/render-status.js';
import { RUNTIME } from '../status/runtime.js';
import { isWork } from '../steps/kinds.js';
import { isRunActive, pauseOf, plannedSteps } from '../steps/run.js';
import { isFinished } from '../steps/steps.js';
import type { CancelRun, PauseRun, ResumeRun } from './command.js';
import { badDate, goneAsset, nothing, reject, satisfied, unknownAsset, type Decision } from './decision.js';
import { newEvent } from './event.js';
import { withConsequences } from './follow-up.js';
import { instantOf } from './instant.js';

const reasonOf = ({ reason }: { readonly reason?: string }): [{ reason: string }] | [] =>
  reason === undefined ? [] : [{ reason }];

const nothingToPause = (asset: Asset): Decision =>
  reject(
    'not-pausable',
    `Only what is being downloaded, processed or uploaded can be paused; this is ${assetStanding(asset).status}.`,
    isRunActive(asset)
      ? 'To stop it now, cancel it: what is done is kept, and a run goes on from there. Or ask again when its next step has started.'
      : 'Leave it as it is: no run is active, so nothing starts by itself.',
  );

/** Why this end cannot be, or the end as an event holds it. */
function endOf({ until, now }: PauseRun): { readonly problem: Decision } | { readonly until?: string } {
  if (until === undefined) return {};
  const end = instantOf(until);
  if (end === undefined) return { problem: badDate('The end of the pause') };
  return Date.parse(end) <= Date.parse(now)
    ? { problem: reject('pause-is-over', 'The pause would have ended before it began.', 'Name an end in the future, or none.') }
    : { until: end };
}

/** Soft: what runs finishes, nothing new starts (RUN-15 to RUN-18). A further request gives the pause its own end, or none, and its reason. */
export function pauseRun(state: AssetState, command: PauseRun): Decision {
  if (!isPresent(state)) return unknownAsset;
  const gone = goneAsset(state);
  if (gone !== undefined) return gone;
  const pause = pauseOf(state);
  if (pause === undefined && !(isRunActive(state) && RUNTIME.has(renderStatus(state)))) return nothingToPause(state);
  const end = endOf(command);
  if ('problem' in end) return end.problem;
  // Only the event keeps the reason, which is personal data: a pause with a reason is always recorded.
  if (pause !== undefined && end.until === pause.until && command.reason === undefined)
    return satisfied('already-paused', 'The run is paused.', 'To go on, run it.');
  return { events: [newEvent('PauseRequested', { by: command.by, ...end }, ...reasonOf(command))] };
}

/** A pause whose end has come (U8). Whoever is poked too early, or twice, changes nothing. */
export function resumeRun(state: AssetState, { by, now }: ResumeRun): Decision {
  if (!isPresent(state)) return unknownAsset;
  const until = pauseOf(state)?.until;
  if (until === undefined || Date.parse(until) > Date.parse(now)) return nothing;
  return withConsequences(state, [newEvent('Resumed', { by, cause: 'expired' })], { assetId: state.assetId, at: now });
}

/** The status of the last finished phase; undefined where the outputs tell it. */
function lastPhase(asset: Asset): 'INITIALIZED' | 'SKIPPED' | 'DOWNLOADED' | undefined {
  const planned = plannedSteps(asset);
  const sources = planned.filter(({ plan }) => plan.kind === 'source');
  if (!sources.every(({ step }) => isFinished(step))) return restartBase(asset);
  if (planned.every(({ plan, step }) => !isWork(plan.kind) || isFinished(step))) return undefined;
  return sources.length === 0 ? restartBase(asset) : 'DOWNLOADED';
}

/** What ends the active run, if there is one. */
export function cancellation(asset: Asset, command: { readonly by: string; readonly reason?: string }): Decision {
  const { run } = asset;
  if (run === undefined || !isRunActive(asset)) return nothing;
  const target = lastPhase(asset);
  const data = { runId: run.runId, by: command.by, ...(target === undefined ? {} : { target }) };
  return { events: [newEvent('RunCancelled', data, ...reasonOf(command))] };
}

/** Hard: every attempt of the run ends now. What is finished stays, and `/run` goes on from there. */
export function cancelRun(state: AssetState, command: CancelRun): Decision {
  if (!isPresent(state)) return unknownAsset;
  const gone = goneAsset(state);
  if (gone !== undefined) return gone;
  if (isRunActive(state)) return cancellation(state, command);
  if (state.run?.cancelled !== undefined)
    return satisfied('already-cancelled', 'The run was cancelled before.', 'To start again, run it.');
  return reject(
    'not-running',
    'No run is active, so there is none to cancel.',
    state.run === undefined
      ? 'Leave it as it is: nothing is going on.'
      : 'Leave it as it is, or reset it to do everything again.',
  );
}
