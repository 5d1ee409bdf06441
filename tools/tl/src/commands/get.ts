import { resolve } from 'node:path';
import { request, type InputOf } from '@throughline/api-client';
import { getItemsArchive, getSelectedArchive, selectItemsArchive } from '@throughline/api-client/operations';
import { downloadFile, downloadOnce, type ChunkWriter } from '../client/download.js';
import type { HttpClient } from '../client/http-client.js';
import { read } from '../client/views.js';
import { CliError, isCliError } from '../exit.js';
import { bytes } from '../output/table.js';
import { findItem, findRecording } from './find-recording.js';
import type { ItemAddress } from '@throughline/api-client/items';
import { DOCUMENTS, kindOf, openClient, printJson, type CliContext, type CommonOptions } from './context.js';
import { writeToFile } from './write-to-file.js';

export interface GetOptions extends CommonOptions {
  readonly output?: string;
  readonly all?: boolean;
  readonly texts?: boolean;
  readonly state?: string;
  readonly q?: string;
  readonly tag?: string;
}

type ArchiveQuery = NonNullable<InputOf<typeof getItemsArchive>['query']>;

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

/** An address may name as many ids. */
const MOST_IDS = 100;

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
  // Two titles may find the same item.
  const unique = [...new Set(found)];
  const files = texts ? { files: 'texts' as const } : {};
  // Older servers keep no selections.
  if (unique.length <= MOST_IDS) return once(request(getItemsArchive, { query: { ids: unique, ...files } }));
  const body = { ids: unique, ...files };
  const { id: selection } = read.selectedArchive(await client.json(request(selectItemsArchive, { body })));
  return once(request(getSelectedArchive, { path: { id: selection } }));
}

/** The archive of the items that match filters, of the kind of the command. */
function fetchMatching(context: CliContext, client: HttpClient, filters: Filters, texts: boolean): Fetch {
  const kind = kindOf(context) === DOCUMENTS ? 'document' : 'recording';
  // The server names the values that it knows.
  const query = { kind: [kind], ...filters, ...(texts ? { files: 'texts' } : {}) } as ArchiveQuery;
  return (take) => downloadOnce(client, request(getItemsArchive, { query }), take);
}

type Filters = Pick<GetOptions, 'state' | 'q' | 'tag'>;
type Download =
  | { readonly id: string; readonly name: string }
  | { readonly ids: readonly string[]; readonly texts: boolean }
  | { readonly filters: Filters; readonly texts: boolean };

function readFilters({ state, q, tag }: GetOptions): Filters | undefined {
  const filters = { ...(state && { state }), ...(q && { q }), ...(tag && { tag }) };
  return Object.keys(filters).length === 0 ? undefined : filters;
}

function readArchive(ids: readonly string[], texts: boolean, filters: Filters | undefined): Download {
  if (filters === undefined && ids.length === 0) throw new CliError('usage', 'Name ids, or filter by --state, --q or --tag');
  if (filters === undefined) return { ids, texts };
  if (ids.length > 0) throw new CliError('usage', 'Name ids, or filter by --state, --q or --tag, but not both');
  return { filters, texts };
}

function readDownload(names: readonly string[], options: GetOptions): Download {
  const { all = false, texts = false, output, json } = options;
  if (output === undefined && json === true) throw new CliError('usage', '--json requires -o FILE');
  const filters = readFilters(options);
  if (all || texts) return readArchive(names, texts, filters);
  if (filters !== undefined) throw new CliError('usage', '--state, --q and --tag need --all or --texts');
  return readFile(names);
}

function readFile([id, name, ...more]: readonly string[]): Download {
  if (id === undefined || name === undefined || more.length > 0)
    throw new CliError('usage', 'Name an id and one file, or give --all');
  return { id, name };
}

async function fetchDownload(context: CliContext, client: HttpClient, download: Download): Promise<Fetch> {
  if ('name' in download) return fetchFile(client, await findItem(context, client, download.id), download.name);
  if ('filters' in download) return fetchMatching(context, client, download.filters, download.texts);
  return fetchArchive(context, client, download.ids, download.texts);
}

/**
 * `tl get ID NAME`: one file. `tl get ID… --all`: all files as a ZIP archive, or with `--texts` only texts. Filters name the items
 * instead of ids.
 */
export async function get(context: CliContext, names: readonly string[], options: GetOptions): Promise<void> {
  const { terminal, cwd } = context;
  const download = readDownload(names, options);
  const client = await openClient(context, options);
  const fetch = await fetchDownload(context, client, download);
  if (options.output === undefined) {
    await fetch((chunk) => terminal.data(chunk));
    return;
  }
  const target = resolve(cwd, options.output);
  const size = await writeToFile(target, fetch);
  if (options.json === true) await printJson(context, { file: target, size });
  else terminal.say(`${target}: ${bytes(size)}`);
}
