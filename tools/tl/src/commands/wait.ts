import { read, type RecordingView } from '../client/views.js';
import type { HttpClient } from '../client/http-client.js';
import { CliError } from '../exit.js';
import { progressLine, statusText, unconfirmed } from '../output/recording.js';
import { itemPath, type CliContext } from './context.js';

/** Short enough that live progress, which changes no revision, is seen to move. */
const INTERACTIVE_WAIT_S = 1;
const QUIET_WAIT_S = 25;

const isSettled = (recording: RecordingView): boolean => recording.run?.active !== true;

/** Follows a recording until its run has ended. */
export async function waitForRun(context: CliContext, client: HttpClient, from: RecordingView): Promise<RecordingView> {
  const { terminal } = context;
  let recording = from;
  let told = '';
  while (!isSettled(recording)) {
    if (told !== statusText(recording)) terminal.say(progressLine(recording));
    told = statusText(recording);
    terminal.progress(progressLine(recording));
    const seconds = String(terminal.isInteractive ? INTERACTIVE_WAIT_S : QUIET_WAIT_S);
    const path = `${itemPath(context, recording.id)}?wait=${seconds}&after_revision=${recording.revision}`;
    recording = read.recording(await client.json({ path, timeoutMs: 90_000 }));
  }
  terminal.say(statusText(recording));
  return recording;
}

/** A run that ended otherwise than well ends the command so. */
export function requireSuccess(recording: RecordingView): void {
  if (recording.cancelled_at !== null) throw new CliError('failed', 'The run was cancelled');
  if (recording.failed)
    throw new CliError(
      'failed',
      `The run failed at ${recording.failed_at_stage ?? 'a step'}: ${recording.failed_reason ?? 'no reason is known'}`,
    );
  const { total, uploaded } = recording.upload_summary;
  if (uploaded < total) throw new CliError('failed', `${String(uploaded)} of ${String(total)} outputs were delivered`);
  requireCertainty(recording);
}

/** Whoever waits for a delivery, a script above all, must not take an unconfirmed one for done. */
function requireCertainty(recording: RecordingView): void {
  const names = unconfirmed(recording).map(({ id }) => id);
  const [first] = names;
  if (first === undefined) return;
  throw new CliError('failed', `Sent, and nobody could say whether it has arrived: ${names.join(', ')}`, {
    code: 'unconfirmed',
    tryInstead: `Look there, then: tl settle ${recording.id} ${first} --delivered yes|no`,
  });
}
