import { request } from '@throughline/api-client';
import { NO_FORECAST, read } from '../client/views.js';
import { CliError } from '../exit.js';
import { parseDurationMs, parseLocalInstant } from '../settings/duration.js';
import { openClient, printJson, type CliContext, type CommonOptions } from './context.js';
import { findItem } from './find-recording.js';
import { itemText } from './item-text.js';

/** Converts a time, a duration such as `2h ago`, or a log position to the API's form. */
export function parseMoment(text: string, now: () => number): string | undefined {
  if (/^\d{1,18}$/.test(text)) return text;
  const ago = /^(.+) ago$/.exec(text.trim())?.[1];
  if (ago === undefined) return parseLocalInstant(text);
  const ms = parseDurationMs(ago);
  return ms === undefined ? undefined : new Date(now() - ms).toISOString();
}

export async function asOf(context: CliContext, id: string, when: string, options: CommonOptions): Promise<void> {
  const moment = parseMoment(when, Date.now);
  if (moment === undefined)
    throw new CliError('usage', `'${when}' is not a time`, {
      tryInstead:
        "Use a date or time (05/02/2026 or 2026-02-05T18:00, local time, or with Z or +01:00), '2h ago', or a position from the output of `tl as-of`.",
    });
  const client = await openClient(context, options);
  const { operations, path } = await findItem(context, client, id);
  const answer = await client.json(request(operations.get, { path, query: { as_of: moment } }));
  if (options.json === true) {
    await printJson(context, answer);
    return;
  }
  const { as_of } = read.past(answer);
  const at: readonly (readonly string[])[] = [
    ['as of', `${as_of.time}, position ${as_of.position}`],
    ...(as_of.imported ? [['imported', 'times before the import are those of the other system'] as const] : []),
  ];
  // Nobody estimates the end of a moment that is past.
  await context.terminal.data(await itemText(client, { ...read.recording(answer), ...NO_FORECAST }, at));
}
