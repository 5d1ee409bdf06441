import { read } from '../client/views.js';
import { CliError } from '../exit.js';
import { recordingText } from '../output/recording.js';
import { durationMs, instantOf } from '../settings/duration.js';
import { openClient, printJson, type CliContext, type CommonOptions } from './context.js';
import { findItem } from './find-recording.js';

/** A time, a span before now, or a position of the log, as the API takes it. */
export function momentOf(text: string, now: () => number): string | undefined {
  if (/^\d{1,18}$/.test(text)) return text;
  const ago = /^(.+) ago$/.exec(text.trim())?.[1];
  if (ago === undefined) return instantOf(text);
  const ms = durationMs(ago);
  return ms === undefined ? undefined : new Date(now() - ms).toISOString();
}

/** `tl as-of ID TIME` */
export async function asOf(context: CliContext, id: string, when: string, options: CommonOptions): Promise<void> {
  const moment = momentOf(when, Date.now);
  if (moment === undefined)
    throw new CliError('usage', `'${when}' is no time`, {
      tryInstead:
        "A date or time (05/02/2026, 2026-02-05T18:00, by this clock, or with Z or +01:00), '2h ago', or a position that `tl as-of` named.",
    });
  const client = await openClient(context, options);
  const path = await findItem(context, client, id);
  const answer = await client.json({ path: `${path}?as_of=${encodeURIComponent(moment)}` });
  if (options.json === true) {
    await printJson(context, answer);
    return;
  }
  const { as_of } = read.past(answer);
  const at: readonly (readonly string[])[] = [['as of', `${as_of.time}, position ${as_of.position}`]];
  await context.terminal.data(recordingText(read.recording(answer), at));
}
