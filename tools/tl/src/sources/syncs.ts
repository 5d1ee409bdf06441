import { request, type SourceSync } from '@throughline/api-client';
import { getSourceSync, listSourceSyncs, syncSource as syncSourceOperation } from '@throughline/api-client/operations';
import { listReaderOf, readerOf } from '../client/read-answer.js';
import { once } from '../client/requests.js';
import { openClient, printJson, type CliContext, type CommonOptions } from '../commands/context.js';
import { sources } from './source-resource.js';
import { syncRows, syncText, syncsText } from './source-text.js';

export interface SyncOptions extends CommonOptions {
  readonly dryRun?: boolean;
  readonly from?: string;
  readonly to?: string;
}

const readSync = readerOf<SourceSync>('id', 'state', 'counts', 'entries');
const readSyncs = listReaderOf<SourceSync>('id', 'state', 'counts', 'entries');

async function printSync(context: CliContext, options: CommonOptions, sync: SourceSync): Promise<void> {
  if (options.json === true) {
    await printJson(context, sync);
    return;
  }
  context.terminal.say(syncText(sync));
  await context.terminal.data(syncRows(sync));
}

export async function syncSource(context: CliContext, which: string, options: SyncOptions): Promise<void> {
  const client = await openClient(context, options);
  const { id } = await sources.find(client, which);
  const query = options.dryRun === true ? { dry_run: true } : {};
  const body = { from_date: options.from, to_date: options.to };
  const sync = await client.json(once(request(syncSourceOperation, { path: { id }, query, body })));
  await printSync(context, options, readSync(sync));
}

/** `tl source syncs NAME [SYNC]`: lists the last syncs, or shows what one has found. */
export async function showSyncs(
  context: CliContext,
  { which, sync }: { readonly which: string; readonly sync: string | undefined },
  options: CommonOptions,
): Promise<void> {
  const client = await openClient(context, options);
  const { id, name } = await sources.find(client, which);
  if (sync !== undefined) {
    const path = { id, sync_id: sync };
    await printSync(context, options, readSync(await client.json(request(getSourceSync, { path }))));
    return;
  }
  const { items } = readSyncs(await client.json(request(listSourceSyncs, { path: { id } })));
  if (options.json === true) {
    await printJson(context, items);
    return;
  }
  if (items.length === 0) context.terminal.say(`${name} has not been synced yet; sync it: tl source sync ${String(id)}`);
  await context.terminal.data(syncsText(items));
}
