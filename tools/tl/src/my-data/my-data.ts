import { setTimeout as sleep } from 'node:timers/promises';
import { resolve } from 'node:path';
import { request, type DataExport } from '@throughline/api-client';
import {
  deleteExport as deleteExportOperation,
  getExport,
  getExportArchive,
  listExports as listExportsOperation,
  startExport,
} from '@throughline/api-client/operations';
import { downloadFile } from '../client/download.js';
import type { HttpClient } from '../client/http-client.js';
import { listReaderOf, readerOf } from '../client/read-answer.js';
import { openClient, printJson, type CliContext, type CommonOptions } from '../commands/context.js';
import { writeToFile } from '../commands/write-to-file.js';
import { CliError } from '../exit.js';
import { bytes, table } from '../output/table.js';

const POLL_MS = 1_000;

export interface ExportOptions extends CommonOptions {
  readonly wait?: boolean;
  readonly output?: string;
}

export interface DownloadOptions extends CommonOptions {
  readonly output: string;
}

const readExport = readerOf<DataExport>('id', 'state', 'items');
const readExports = listReaderOf<DataExport>('id', 'state');
const fetchExport = async (client: HttpClient, id: string): Promise<DataExport> =>
  readExport(await client.json(request(getExport, { path: { id } })));

const PROBLEMS: Readonly<Record<NonNullable<DataExport['problem']>, string>> = {
  'storage-full': 'the server has no room for the archive',
  'repeated-failure': 'several attempts have failed; the log of the gateway has the cause',
};

const stateOf = ({
  state,
  items,
  total_items: total,
  problem,
  archive,
  bytes: written,
  waiting_since: waiting,
}: DataExport): string => {
  if (state === 'failed') return `failed: ${problem === null ? 'unknown reason' : PROBLEMS[problem]}`;
  if (archive !== null) return `ready: ${String(items)} ${items === 1 ? 'item' : 'items'}, ${bytes(archive.size)}`;
  if (waiting !== null) return 'waits for a service that is not available';
  return `running: ${String(items)} of ${total === null ? '?' : String(total)} items, ${bytes(written)}`;
};

const print = (context: CliContext, options: CommonOptions, one: DataExport): Promise<void> =>
  options.json === true
    ? printJson(context, one)
    : context.terminal.data(
        table([
          ['export', one.id],
          ['state', stateOf(one)],
          ...(one.expires_at === null ? [] : [['kept until', one.expires_at]]),
        ]),
      );

async function waitForEnd({ terminal }: CliContext, client: HttpClient, started: DataExport): Promise<DataExport> {
  let one = started;
  for (let lastNews = ''; one.state === 'running'; one = await fetchExport(client, one.id)) {
    const news = stateOf(one);
    if (news !== lastNews) terminal.say(news);
    lastNews = news;
    await sleep(POLL_MS);
  }
  return one;
}

async function saveArchive(context: CliContext, client: HttpClient, one: DataExport, output: string): Promise<void> {
  const target = resolve(context.cwd, output);
  const archive = request(getExportArchive, { path: { id: one.id } });
  const size = await writeToFile(target, (take) => downloadFile(client, archive, take, client.newPatience()));
  context.terminal.say(`${target}: ${bytes(size)}`);
}

/** Requests an export. With `--output` it waits for the archive, and downloads it. */
export async function exportMyData(context: CliContext, { wait, output, ...options }: ExportOptions): Promise<void> {
  const client = await openClient(context, options);
  const started = readExport(await client.json(request(startExport)));
  if (wait !== true && output === undefined) {
    await print(context, options, started);
    return;
  }
  const ended = await waitForEnd(context, client, started);
  await print(context, options, ended);
  if (ended.state === 'failed') throw new CliError('failed', 'The export has failed');
  if (output !== undefined) await saveArchive(context, client, ended, output);
}

export async function listExports(context: CliContext, options: CommonOptions): Promise<void> {
  const client = await openClient(context, options);
  const found = readExports(await client.json(request(listExportsOperation)));
  if (options.json === true) await printJson(context, found);
  else if (found.items.length === 0) context.terminal.say('No export yet. `tl my-data export` makes one.');
  else await context.terminal.data(table(found.items.map((one) => [one.id, stateOf(one), one.expires_at ?? ''])));
}

export async function downloadExport(context: CliContext, id: string, { output, ...options }: DownloadOptions): Promise<void> {
  const client = await openClient(context, options);
  const one = await fetchExport(client, id);
  await saveArchive(context, client, one, output);
  if (options.json === true) await printJson(context, one);
}

export async function deleteExport(context: CliContext, id: string, options: CommonOptions): Promise<void> {
  const client = await openClient(context, options);
  await client.call(request(deleteExportOperation, { path: { id } }));
  if (options.json === true) await printJson(context, { id, deleted: true });
  else context.terminal.say('The export is deleted');
}
