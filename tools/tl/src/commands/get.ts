import { resolve } from 'node:path';
import { request } from '@throughline/api-client';
import { downloadFile, downloadOnce, type ChunkWriter } from '../client/download.js';
import type { HttpClient } from '../client/http-client.js';
import { read } from '../client/views.js';
import { CliError, isCliError } from '../exit.js';
import { bytes } from '../output/table.js';
import { findItem } from './find-recording.js';
import type { ItemAddress } from '@throughline/api-client/items';
import { openClient, printJson, type CliContext, type CommonOptions } from './context.js';
import { writeToFile } from './write-to-file.js';

export interface GetOptions extends CommonOptions {
  readonly output?: string;
  readonly all?: boolean;
}

/** Names the files that exist: the server's error does not. */
const missingFileError = async (
  client: HttpClient,
  { operations, path }: ItemAddress,
  name: string,
): Promise<CliError | undefined> => {
  const found = await client.json(request(operations.artifacts, { path })).catch(() => undefined);
  if (found === undefined) return undefined;
  const names = read.artifacts(found).items.map((one) => one.name);
  return new CliError('refused', `The recording has no file '${name}'`, {
    code: 'not-found',
    tryInstead: names.length === 0 ? 'It has none yet.' : `It has ${names.join(', ')}.`,
  });
};

type Fetch = (take: ChunkWriter) => Promise<number>;

function fetchFile(client: HttpClient, item: ItemAddress, name: string): Fetch {
  const file = request(item.operations.artifact, { path: { ...item.path, name } });
  return (take) =>
    downloadFile(client, file, take, client.newPatience()).catch(async (error: unknown) => {
      if (!isCliError(error) || error.details.code !== 'not-found') throw error;
      throw (await missingFileError(client, item, name)) ?? error;
    });
}

/** `tl get ID NAME`: one file. `tl get ID --all`: all files as a ZIP archive. */
export async function get(context: CliContext, id: string, name: string | undefined, options: GetOptions): Promise<void> {
  const { terminal } = context;
  if ((name === undefined) !== (options.all === true)) throw new CliError('usage', 'Name a file, or give --all');
  if (options.output === undefined && options.json === true) throw new CliError('usage', '--json requires -o FILE');
  const client = await openClient(context, options);
  const item = await findItem(context, client, id);
  const fetch: Fetch =
    name === undefined
      ? (take) => downloadOnce(client, request(item.operations.archive, { path: item.path }), take)
      : fetchFile(client, item, name);
  if (options.output === undefined) {
    await fetch((chunk) => terminal.data(chunk));
    return;
  }
  const target = resolve(context.cwd, options.output);
  const size = await writeToFile(target, fetch);
  if (options.json === true) await printJson(context, { file: target, size });
  else terminal.say(`${target}: ${bytes(size)}`);
}
