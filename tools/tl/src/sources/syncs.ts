import { randomUUID } from 'node:crypto';
import type { SourceSync } from '@throughline/api-types';
import { listReaderOf, readerOf } from '../client/read-answer.js';
import { openClient, printJson, type CliContext, type CommonOptions } from '../commands/context.js';
import { findSource, sourcePath } from '../client/find-source.js';
import { syncRows, syncText, syncsText } from './source-text.js';

export interface SyncOptions extends CommonOptions {
  readonly dryRun?: boolean;
  readonly from?: string;
  readonly to?: string;
}

const readSync = readerOf<SourceSync>('id', 'state', 'counts', 'entries');
const readSyncs = listReaderOf<SourceSync>('id', 'state', 'counts', 'entries');

const bodyOf = ({ from, to }: SyncOptions): object => ({
  ...(from === undefined ? {} : { from_date: from }),
  ...(to === undefined ? {} : { to_date: to }),
});

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
  const { id } = await findSource(client, which);
  const path = sourcePath(id, options.dryRun === true ? '/sync?dry_run=true' : '/sync');
  const sync = await client.json({ method: 'POST', path, body: bodyOf(options), idempotencyKey: randomUUID() });
  await printSync(context, options, readSync(sync));
}

/** `tl source syncs NAME [SYNC]`: lists the last syncs, or shows what one has found. */
export async function showSyncs(
  context: CliContext,
  { which, sync }: { readonly which: string; readonly sync: string | undefined },
  options: CommonOptions,
): Promise<void> {
  const client = await openClient(context, options);
  const { id, name } = await findSource(client, which);
  if (sync !== undefined) {
    const path = sourcePath(id, `/syncs/${encodeURIComponent(sync)}`);
    await printSync(context, options, readSync(await client.json({ path })));
    return;
  }
  const { items } = readSyncs(await client.json({ path: sourcePath(id, '/syncs') }));
  if (options.json === true) {
    await printJson(context, items);
    return;
  }
  if (items.length === 0) context.terminal.say(`${name} has not been synced yet; sync it: tl source sync ${String(id)}`);
  await context.terminal.data(syncsText(items));
}
