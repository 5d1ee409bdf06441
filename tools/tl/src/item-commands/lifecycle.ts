import { request, type ApiRequest } from '@throughline/api-client';
import type { Command } from 'commander';
import type { HttpClient } from '../client/http-client.js';
import type { AnyOperations, ItemAddress } from '@throughline/api-client/items';
import { once } from '../client/requests.js';
import { read } from '../client/views.js';
import { CliError } from '../exit.js';
import { createChangeCommands } from '../options.js';
import { sessionText } from '../sessions/session-text.js';
import { readSession } from '../client/session-views.js';
import { openClient, printJson, type CliContext } from '../commands/context.js';
import { itemText } from '../commands/item-text.js';
import { printOutcome, type CommandAnswer } from '../commands/outcome.js';
import { tryLocations, findLocations, sessionsListing, type ItemLocation } from '../commands/item-locations.js';
import type { ActionLines } from './action-lines.js';
import { previewQuery, showPreview, type PreviewOptions } from '../commands/preview.js';

export const lifecycleLines = {
  check: (id) => `check ${id}`,
  delete: (id) => `delete ${id}`,
  restore: (id) => `restore ${id}`,
  erase: (id) => `erase ${id} --yes`,
} satisfies ActionLines;

async function formatAnswer(
  client: HttpClient,
  { listing }: ItemLocation,
  answer: unknown,
): Promise<{ readonly outcome: CommandAnswer; readonly text: string }> {
  if (listing === sessionsListing) {
    const session = readSession(answer);
    return { outcome: session, text: sessionText(session) };
  }
  const recording = read.recording(answer);
  return { outcome: recording, text: await itemText(client, recording) };
}

interface CommandTarget extends ItemAddress<AnyOperations> {
  readonly query: { readonly dry_run?: true };
}

/** Sends a command to a recording, document or session, and prints its outcome and the item's new state. */
async function sendItemCommand(
  context: CliContext,
  id: string,
  options: PreviewOptions,
  command: (target: CommandTarget) => ApiRequest,
): Promise<void> {
  const client = await openClient(context, options);
  const { answer, place } = await tryLocations(await findLocations(context, client, id), async (place) => {
    const { operations, path } = place;
    return { place, answer: await client.json(once(command({ operations, path, query: previewQuery(options) }))) };
  });
  if (options.dryRun === true) return showPreview(context, answer, options);
  const { outcome, text } = await formatAnswer(client, place, answer);
  printOutcome(context, outcome);
  await (options.json === true ? printJson(context, answer) : context.terminal.data(text));
}

interface CheckOptions extends PreviewOptions {
  readonly step?: string;
}

const check = (context: CliContext, id: string, options: CheckOptions): Promise<void> =>
  sendItemCommand(context, id, options, ({ operations, ...item }) =>
    request(operations.check, { ...item, body: { step: options.step } }),
  );

const remove = (context: CliContext, id: string, options: PreviewOptions): Promise<void> =>
  sendItemCommand(context, id, options, ({ operations, ...item }) => request(operations.delete, item));

const restore = (context: CliContext, id: string, options: PreviewOptions): Promise<void> =>
  sendItemCommand(context, id, options, ({ operations, ...item }) => request(operations.restore, item));

interface EraseOptions extends PreviewOptions {
  readonly yes?: boolean;
}

/** `tl erase ID --yes`: without `--yes`, only `--dry-run` is allowed. */
async function erase(context: CliContext, id: string, options: EraseOptions): Promise<void> {
  if (options.yes !== true && options.dryRun !== true)
    throw new CliError('usage', '--yes is required: an erasure cannot be undone', {
      tryInstead: `To see the effect first: tl erase ${id} --dry-run`,
    });
  await sendItemCommand(context, id, options, ({ operations, ...item }) =>
    request(operations.erase, { ...item, body: { confirm: true } }),
  );
}

export const addLifecycle = (program: Command, context: CliContext): void => {
  const change = createChangeCommands(program);
  change('check', 'check now what the item waits for, instead of at the time of its next check')
    .option('--step <step>', 'only this step, e.g. deliver:library')
    .action((id: string, options: CheckOptions) => check(context, id, options));
  change('delete', 'delete; you can restore it until its retention date').action((id: string, options: PreviewOptions) =>
    remove(context, id, options),
  );
  change('restore', 'undo a deletion').action((id: string, options: PreviewOptions) => restore(context, id, options));
  change('erase', 'erase all files and personal data; this cannot be undone')
    .option('--yes', 'confirm the erasure; required without --dry-run')
    .action((id: string, options: EraseOptions) => erase(context, id, options));
};
