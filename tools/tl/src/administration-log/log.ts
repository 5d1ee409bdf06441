import type { AdministrationLogChange, AdministrationLogEntry, Page } from '@throughline/api-types';
import type { HttpClient } from '../client/http-client.js';
import { listReaderOf } from '../client/read-answer.js';
import { openClient, printJson, type CliContext, type CommonOptions } from '../commands/context.js';
import { fetchPresentLibrary, findLibrary, libraryPath } from '../libraries/find-library.js';
import { dateText } from '../output/dates.js';
import { listing } from '../output/table.js';

const SERVER_PATH = '/api/v1/admin/log';
const LARGEST_PAGE = 200;
const FILTERS = ['actor', 'kind', 'subject', 'from', 'until'] as const;

const readPage = listReaderOf<AdministrationLogEntry, Page<AdministrationLogEntry>>('at', 'sentence');

export interface LogOptions extends CommonOptions {
  /** True: the library of the token. */
  readonly library?: string | true;
  readonly actor?: string;
  readonly kind?: string;
  readonly subject?: string;
  readonly from?: string;
  readonly until?: string;
  readonly limit: number;
}

const changeText = ({ field, from, to, hidden }: AdministrationLogChange): string => {
  if (hidden) return `${field} changed`;
  return from === null ? `${field}: ${to ?? '–'}` : `${field}: ${from} → ${to ?? '–'}`;
};

async function pathOf(client: HttpClient, library: LogOptions['library']): Promise<string> {
  if (library === undefined) return SERVER_PATH;
  return libraryPath(library === true ? await fetchPresentLibrary(client) : await findLibrary(client, library), '/log');
}

/** `tl log`: shows the newest entries of the administration log, or of the log of a library, which has no addresses. */
export async function showLog(context: CliContext, { limit, library, ...options }: LogOptions): Promise<void> {
  const client = await openClient(context, options);
  const path = await pathOf(client, library);
  const filters = FILTERS.flatMap((name) => (options[name] === undefined ? [] : [[name, options[name]] as [string, string]]));
  const items: AdministrationLogEntry[] = [];
  let cursor: string | null = '';
  while (cursor !== null && items.length < limit) {
    const size = String(Math.min(limit - items.length, LARGEST_PAGE));
    const query = new URLSearchParams([...filters, ['limit', size]]);
    if (cursor !== '') query.set('cursor', cursor);
    const page = readPage(await client.json({ path: `${path}?${query.toString()}` }));
    items.push(...page.items);
    cursor = page.next_cursor;
  }
  if (options.json === true) {
    await printJson(context, items);
    return;
  }
  const rows = items.map(({ at, actor, address, sentence, changes }) => [
    dateText(at),
    actor.name ?? actor.id ?? actor.type,
    ...(library === undefined ? [address ?? '–'] : []),
    sentence,
    changes.map(changeText).join(', '),
  ]);
  await context.terminal.data(listing(['TIME', 'BY', ...(library === undefined ? ['FROM'] : []), 'CHANGE', 'FIELDS'], rows));
  if (cursor !== null) context.terminal.say('there are older entries: use --limit or --until');
}
