import { LIVE_WAIT_S, isSettled, poll } from '../client/follow.js';
import type { RecordingView } from '../client/views.js';
import type { HttpClient } from '../client/http-client.js';
import { CliError } from '../exit.js';
import { findFailedFollowUps, findUnconfirmedOutputs, progressLine, statusText } from '../output/recording.js';
import { itemAddress, type CliContext } from './context.js';

const QUIET_WAIT_S = 25;

export async function waitForRun(context: CliContext, client: HttpClient, from: RecordingView): Promise<RecordingView> {
  const { terminal } = context;
  let recording = from;
  let shown = '';
  const seconds = terminal.isInteractive ? LIVE_WAIT_S : QUIET_WAIT_S;
  for await (const item of poll(client, itemAddress(context, from.id), from, seconds)) {
    recording = item;
    if (isSettled(recording)) break;
    if (shown !== statusText(recording)) terminal.say(progressLine(recording));
    shown = statusText(recording);
    terminal.progress(progressLine(recording));
  }
  terminal.say(statusText(recording));
  return recording;
}

/** Throws unless the run succeeded, so that the command fails. */
export function requireSuccess(recording: RecordingView): void {
  if (recording.on_pause)
    throw new CliError('failed', 'The run is paused and does not resume by itself', { tryInstead: `tl run ${recording.id}` });
  if (recording.cancelled_at !== null) throw new CliError('failed', 'The run was cancelled');
  if (recording.failed)
    throw new CliError(
      'failed',
      `The run failed at ${recording.failed_at_stage ?? 'a step'}: ${recording.failed_reason ?? 'no reason is known'}`,
    );
  if (recording.needs_review)
    throw new CliError('failed', 'The outputs wait for a review', {
      code: 'review',
      tryInstead: `Look at the result, then: tl publish ${recording.id}`,
    });
  const { total, uploaded } = recording.upload_summary;
  if (uploaded < total) throw new CliError('failed', `${String(uploaded)} of ${String(total)} outputs were delivered`);
  requireConfirmed(recording);
  requireFollowUps(recording);
}

/** Throws on an unconfirmed delivery: a waiting script must not treat it as done. */
function requireConfirmed(recording: RecordingView): void {
  const names = findUnconfirmedOutputs(recording).map(({ id }) => id);
  const [first] = names;
  if (first === undefined) return;
  throw new CliError('failed', `Sent, but not confirmed by the destination: ${names.join(', ')}`, {
    code: 'unconfirmed',
    tryInstead: `Check whether it has arrived, then: tl settle ${recording.id} ${first} --delivered yes|no`,
  });
}

/** Throws on a failed follow-up. Its delivery has succeeded, but a waiting script must not treat the run as complete. */
function requireFollowUps(recording: RecordingView): void {
  const failed = findFailedFollowUps(recording);
  const [first] = failed;
  if (first === undefined) return;
  const names = failed.map(({ target, reason }) => (reason === null ? target : `${target} (${reason})`));
  throw new CliError('failed', `Delivered, but these follow-ups failed: ${names.join(', ')}`, {
    code: 'follow-up-failed',
    tryInstead: `tl retry ${recording.id} ${first.target}`,
  });
}
