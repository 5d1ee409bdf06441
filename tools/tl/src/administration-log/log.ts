import {
  request,
  type AdministrationLogChange,
  type AdministrationLogEntry,
  type ApiRequest,
  type InputOf,
  type Page,
} from '@throughline/api-client';
import { listAdministrationLog, listLibraryLog } from '@throughline/api-client/operations';
import type { HttpClient } from '../client/http-client.js';
import { listReaderOf } from '../client/read-answer.js';
import { fetchItems } from '../client/requests.js';
import { openClient, printJson, type CliContext, type CommonOptions } from '../commands/context.js';
import { fetchPresentLibrary, findLibrary } from '../libraries/find-library.js';
import { dateText } from '../output/dates.js';
import { listing } from '../output/table.js';

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

type Query = NonNullable<InputOf<typeof listAdministrationLog>['query']>;

/** Returns the request for a page of the log of the server, or of a library. */
async function requestOf(client: HttpClient, library: LogOptions['library']): Promise<(query: Query) => ApiRequest> {
  if (library === undefined) return (query) => request(listAdministrationLog, { query });
  const { id } = library === true ? await fetchPresentLibrary(client) : await findLibrary(client, library);
  return (query) => request(listLibraryLog, { path: { id }, query });
}

/** `tl log`: shows the newest entries of the administration log, or of the log of a library, which has no addresses. */
export async function showLog(context: CliContext, { limit, library, ...options }: LogOptions): Promise<void> {
  const client = await openClient(context, options);
  const requestPage = await requestOf(client, library);
  const { actor, kind, subject, from, until } = options;
  const log: { next: string | null } = { next: null };
  const items = await fetchItems(async (page) => {
    const answer = readPage(await client.json(requestPage({ actor, kind, subject, from, until, ...page })));
    log.next = answer.next_cursor;
    return answer;
  }, limit);
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
  if (log.next !== null) context.terminal.say('there are older entries: use --limit or --until');
}
