import { request } from '@throughline/api-client';
import type { HttpClient } from '../client/http-client.js';
import { kindOf, type CliContext } from '../commands/context.js';
import { documentsListing, findByPrefix, isIdPrefix, isWholeId, recordingsListing } from '../commands/find-recording.js';
import { itemsOf } from '../client/requests.js';
import { sessionsListing } from '../commands/item-locations.js';
import { listUpTo, type ListOptions } from '../commands/recordings.js';
import { CliError } from '../exit.js';

export interface SelectionOptions extends Partial<ListOptions> {
  /** All items of the library, of every kind. */
  readonly all?: boolean;
}

interface Selection {
  readonly given: readonly string[];
  readonly options: SelectionOptions;
}

const WORDS = { things: 'items', listed: '`tl ls`, `tl documents ls` and `tl sessions` list them.' };
const LISTINGS = [recordingsListing, documentsListing, sessionsListing];

async function listAll(client: HttpClient): Promise<readonly string[]> {
  const ids: string[] = [];
  for (const { operations, read } of LISTINGS)
    for await (const { id } of itemsOf(async (page) =>
      read(await client.json(request(operations.list, { query: { ...page, deleted: 'any' } }))),
    ))
      ids.push(id);
  return ids;
}

async function resolveIds(client: HttpClient, given: readonly string[]): Promise<readonly string[]> {
  const ids: string[] = [];
  for (const text of given)
    ids.push(isWholeId(text) || !isIdPrefix(text) ? text.toLowerCase() : (await findByPrefix(client, text, LISTINGS, WORDS)).id);
  return [...new Set(ids)];
}

const FILTERS = [
  'status',
  'q',
  'failed',
  'paused',
  'waiting',
  'toReview',
  'tag',
  'deleted',
  'unconfirmed',
  'partial',
  'followUpsFailed',
  'drafts',
  'stopped',
  'transcript',
] as const satisfies readonly (keyof ListOptions)[];

/** Returns the ids of the items to export: those that are named, those that match the filters, or all. */
export async function findExportedIds(
  context: CliContext,
  client: HttpClient,
  { given, options }: Selection,
): Promise<readonly string[]> {
  const hasFilter = FILTERS.some((name) => options[name] !== undefined);
  if ([given.length > 0, hasFilter, options.all === true].filter(Boolean).length !== 1)
    throw new CliError('usage', 'Name items, or filters such as --status, or --all');
  if (given.length > 0) return resolveIds(client, given);
  if (options.all === true) return listAll(client);
  return (await listUpTo(client, kindOf(context), { ...options, limit: Infinity })).map(({ id }) => id);
}
