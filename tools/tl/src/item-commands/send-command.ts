import { randomUUID } from 'node:crypto';
import { findItem } from '../commands/find-recording.js';
import { openClient, printJson, type CliContext } from '../commands/context.js';
import { itemText } from '../commands/item-text.js';
import { printOutcome } from '../commands/outcome.js';
import { previewQuery, showPreview, type PreviewOptions } from '../commands/preview.js';
import type { Method } from '../client/http-client.js';
import { read } from '../client/views.js';

interface CommandRequest {
  readonly method?: Method;
  readonly path: string;
  readonly query?: string;
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Sends a command to a recording or document, and prints its outcome and the item's new state. */
export async function sendCommand(
  context: CliContext,
  id: string,
  options: PreviewOptions,
  { method = 'POST', path, query = '', body, headers }: CommandRequest,
): Promise<void> {
  const client = await openClient(context, options);
  const recording = await findItem(context, client, id);
  const queries = [query, previewQuery(options).slice(1)].filter((each) => each !== '');
  const answer = await client.json({
    method,
    path: `${recording}${path}${queries.length === 0 ? '' : `?${queries.join('&')}`}`,
    ...(body === undefined ? {} : { body }),
    ...(headers === undefined ? {} : { headers }),
    idempotencyKey: randomUUID(),
  });
  if (options.dryRun === true) return showPreview(context, answer, options);
  const shown = read.recording(answer);
  printOutcome(context, shown);
  await (options.json === true ? printJson(context, answer) : context.terminal.data(await itemText(client, shown)));
}

/** Reads the item first and sends its revision, so that it does not overwrite a concurrent change. */
export async function sendAtRevision(
  context: CliContext,
  id: string,
  options: PreviewOptions,
  request: Omit<CommandRequest, 'headers'>,
): Promise<void> {
  const client = await openClient(context, options);
  const { id: whole, revision } = read.recording(await client.json({ path: await findItem(context, client, id) }));
  await sendCommand(context, whole, options, { ...request, headers: { 'if-match': `"${revision}"` } });
}

/** Changes fields of an item. */
export const changeItem = (context: CliContext, id: string, options: PreviewOptions, body: object): Promise<void> =>
  sendAtRevision(context, id, options, { method: 'PATCH', path: '', body });
