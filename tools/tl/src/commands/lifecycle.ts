import { randomUUID } from 'node:crypto';
import type { Method } from '../client/http-client.js';
import { read } from '../client/views.js';
import { CliError } from '../exit.js';
import { recordingText } from '../output/recording.js';
import { sessionText } from '../sessions/session-text.js';
import { readSession } from '../sessions/views.js';
import { openClient, printJson, type CliContext } from './context.js';
import { printOutcome, type CommandAnswer } from './outcome.js';
import { tryLocations, findLocations, sessionsListing, type ItemLocation } from './item-locations.js';
import { previewQuery, showPreview, type PreviewOptions } from './preview.js';

function formatAnswer({ listing }: ItemLocation, answer: unknown): { readonly told: CommandAnswer; readonly text: string } {
  if (listing === sessionsListing) {
    const session = readSession(answer);
    return { told: session, text: sessionText(session) };
  }
  const recording = read.recording(answer);
  return { told: recording, text: recordingText(recording) };
}

interface ItemCommand {
  readonly method?: Method;
  readonly path: string;
  readonly body?: object;
}

/** Sends a command to a recording, document or session, and prints its outcome and the item's new state. */
async function sendItemCommand(
  context: CliContext,
  id: string,
  options: PreviewOptions,
  { method = 'POST', path, body }: ItemCommand,
): Promise<void> {
  const client = await openClient(context, options);
  const { answer, place } = await tryLocations(await findLocations(context, client, id), async (place) => {
    const request = { method, path: `${place.path}${path}${previewQuery(options)}`, idempotencyKey: randomUUID() };
    return { place, answer: await client.json(body === undefined ? request : { ...request, body }) };
  });
  if (options.dryRun === true) return showPreview(context, answer, options);
  const { told, text } = formatAnswer(place, answer);
  printOutcome(context, told);
  await (options.json === true ? printJson(context, answer) : context.terminal.data(text));
}

export const remove = (context: CliContext, id: string, options: PreviewOptions): Promise<void> =>
  sendItemCommand(context, id, options, { method: 'DELETE', path: '' });

export const restore = (context: CliContext, id: string, options: PreviewOptions): Promise<void> =>
  sendItemCommand(context, id, options, { path: '/restore' });

export interface EraseOptions extends PreviewOptions {
  readonly yes?: boolean;
}

/** `tl erase ID --yes`: without `--yes`, only `--dry-run` is allowed. */
export async function erase(context: CliContext, id: string, options: EraseOptions): Promise<void> {
  if (options.yes !== true && options.dryRun !== true)
    throw new CliError('usage', '--yes is required: an erasure cannot be undone', {
      tryInstead: `To see the effect first: tl erase ${id} --dry-run`,
    });
  await sendItemCommand(context, id, options, { path: '/erase', body: { confirm: true } });
}
