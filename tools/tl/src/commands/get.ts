import { resolve } from 'node:path';
import { request } from '@throughline/api-client';
import { getItemsArchive } from '@throughline/api-client/operations';
import { downloadFile, downloadOnce, type ChunkWriter } from '../client/download.js';
import type { HttpClient } from '../client/http-client.js';
import { read } from '../client/views.js';
import { CliError, isCliError } from '../exit.js';
import { bytes } from '../output/table.js';
import { findItem, findRecording } from './find-recording.js';
import type { ItemAddress } from '@throughline/api-client/items';
import { kindOf, openClient, printJson, type CliContext, type CommonOptions } from './context.js';
import { writeToFile } from './write-to-file.js';

export interface GetOptions extends CommonOptions {
  readonly output?: string;
  readonly all?: boolean;
  readonly texts?: boolean;
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

/** All files of an item in one archive. Those of several items, and texts alone, are in a folder for each item. */
async function fetchArchive(context: CliContext, client: HttpClient, ids: readonly string[], texts: boolean): Promise<Fetch> {
  const [id = ''] = ids;
  const once =
    (of: Parameters<typeof downloadOnce>[1]): Fetch =>
    (take) =>
      downloadOnce(client, of, take);
  if (ids.length === 1 && !texts) {
    const { operations, path } = await findItem(context, client, id);
    return once(request(operations.archive, { path }));
  }
  const found: string[] = [];
  for (const one of ids) found.push(await findRecording(client, one, kindOf(context)));
  return once(request(getItemsArchive, { query: { ids: found, ...(texts ? { files: 'texts' } : {}) } }));
}

type Download = { readonly name: string } | { readonly ids: readonly string[]; readonly texts: boolean };

function readDownload(id: string, names: readonly string[], { all = false, texts = false, output, json }: GetOptions): Download {
  if (output === undefined && json === true) throw new CliError('usage', '--json requires -o FILE');
  if (all || texts) return { ids: [id, ...names], texts };
  const [name, ...more] = names;
  if (name === undefined || more.length > 0) throw new CliError('usage', 'Name one file, or give --all');
  return { name };
}

/** `tl get ID NAME`: one file. `tl get ID… --all`: all files as a ZIP archive, or with `--texts` only texts. */
export async function get(context: CliContext, id: string, names: readonly string[], options: GetOptions): Promise<void> {
  const { terminal, cwd } = context;
  const wanted = readDownload(id, names, options);
  const client = await openClient(context, options);
  const fetch =
    'name' in wanted
      ? fetchFile(client, await findItem(context, client, id), wanted.name)
      : await fetchArchive(context, client, wanted.ids, wanted.texts);
  if (options.output === undefined) {
    await fetch((chunk) => terminal.data(chunk));
    return;
  }
  const target = resolve(cwd, options.output);
  const size = await writeToFile(target, fetch);
  if (options.json === true) await printJson(context, { file: target, size });
  else terminal.say(`${target}: ${bytes(size)}`);
}
