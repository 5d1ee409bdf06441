import { request, type ApiRequest, type InputOf } from '@throughline/api-client';
import { changeRecording } from '@throughline/api-client/operations';
import type { ItemAddress, ItemOperations } from '@throughline/api-client/items';
import { atRevision, once } from '../client/requests.js';
import { findItem } from '../commands/find-recording.js';
import { openClient, printJson, type CliContext } from '../commands/context.js';
import { itemText } from '../commands/item-text.js';
import { printOutcome } from '../commands/outcome.js';
import { previewQuery, showPreview, type PreviewOptions } from '../commands/preview.js';
import { read } from '../client/views.js';

/** An item, and the query that only previews the command if the user wants it. */
interface CommandTarget extends ItemAddress {
  readonly query: { readonly dry_run?: true };
}

type CommandRequest = (target: CommandTarget) => ApiRequest;

async function send(
  context: CliContext,
  id: string,
  options: PreviewOptions,
  { command, revision }: { readonly command: CommandRequest; readonly revision?: string },
): Promise<void> {
  const client = await openClient(context, options);
  const built = command({ ...(await findItem(context, client, id)), query: previewQuery(options) });
  const answer = await client.json({ ...once(built), ...(revision === undefined ? {} : atRevision(built, { revision })) });
  if (options.dryRun === true) return showPreview(context, answer, options);
  const shown = read.recording(answer);
  printOutcome(context, shown);
  await (options.json === true ? printJson(context, answer) : context.terminal.data(await itemText(client, shown)));
}

/** Sends a command to a recording or document, and prints its outcome and the item's new state. */
export const sendCommand = (context: CliContext, id: string, options: PreviewOptions, command: CommandRequest): Promise<void> =>
  send(context, id, options, { command });

/** Reads the item first and sends its revision, so that it does not overwrite a concurrent change. */
export async function sendAtRevision(
  context: CliContext,
  id: string,
  options: PreviewOptions,
  command: CommandRequest,
): Promise<void> {
  const client = await openClient(context, options);
  const { operations, path } = await findItem(context, client, id);
  const { id: whole, revision } = read.recording(await client.json(request(operations.get, { path })));
  await send(context, whole, options, { command, revision });
}

export const changeItem = (
  context: CliContext,
  id: string,
  options: PreviewOptions,
  body: InputOf<ItemOperations['change']>['body'],
): Promise<void> =>
  sendAtRevision(context, id, options, ({ operations, ...item }) => request(operations.change, { ...item, body }));

export const changeRecordingOnly = (
  context: CliContext,
  id: string,
  options: PreviewOptions,
  body: InputOf<typeof changeRecording>['body'],
): Promise<void> => sendAtRevision(context, id, options, (item) => request(changeRecording, { ...item, body }));
