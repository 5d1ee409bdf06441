import { resolve } from 'node:path';
import { request } from '@throughline/api-client';
import type { Command } from 'commander';
import { read } from '../client/views.js';
import { openClient, printJson, type CliContext } from '../commands/context.js';
import { findItem } from '../commands/find-recording.js';
import { itemText } from '../commands/item-text.js';
import type { PreviewOptions } from '../commands/preview.js';
import { isAddress, reportProgress, sendInParts } from '../commands/push.js';
import { CliError } from '../exit.js';
import { createChangeCommands } from '../options.js';
import { findSourceFile } from '../upload/source-file.js';
import type { ActionLines } from './action-lines.js';
import { sendCommand } from './send-command.js';

export const replaceLines = {
  replace_address: (id) => `replace ${id} URL`,
  replace_file: (id) => `replace ${id} FILE`,
} satisfies ActionLines;

interface ReplaceOptions extends PreviewOptions {
  readonly allowDuplicate?: boolean;
}

/** Gives a failed item another address or another file. */
async function replaceSource(context: CliContext, id: string, what: string, options: ReplaceOptions): Promise<void> {
  if (isAddress(what))
    return sendCommand(context, id, options, ({ operations, ...item }) =>
      request(operations.replaceAddress, { ...item, body: { url: what } }),
    );
  if (options.dryRun === true)
    throw new CliError('usage', '--dry-run works only with an address; a file is checked before its bytes are sent');
  const client = await openClient(context, options);
  const { path } = await findItem(context, client, id);
  const file = await findSourceFile(resolve(context.cwd, what));
  const fields = { replaces: path.id, ...(options.allowDuplicate === true ? { allow_duplicate: 'true' } : {}) };
  const answer = await sendInParts(context, client, { file, fields, key: undefined, onProgress: reportProgress(context) });
  context.terminal.say('The item has the new file. To process it, run the item.');
  await (options.json === true
    ? printJson(context, answer)
    : context.terminal.data(await itemText(client, read.recording(answer))));
}

export const addReplace = (program: Command, context: CliContext): void => {
  const change = createChangeCommands(program);
  change('replace', 'give a failed item another address or file, and reset it')
    .argument('<url-or-file>', 'the address to download from, or a file')
    .option('--allow-duplicate', 'accept a file that another item has, too')
    .action((id: string, what: string, options: ReplaceOptions) => replaceSource(context, id, what, options));
};
