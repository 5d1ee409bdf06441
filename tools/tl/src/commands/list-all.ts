import { request, type InputOf, type ListedItem, type ListedItems } from '@throughline/api-client';
import { listItems } from '@throughline/api-client/operations';
import { listReaderOf } from '../client/read-answer.js';
import { fetchItems } from '../client/requests.js';
import { CliError } from '../exit.js';
import { dateText, lengthText } from '../output/dates.js';
import { listing } from '../output/table.js';
import { openClient, printJson, type CliContext } from './context.js';
import type { ListOptions } from './recordings.js';

type Query = NonNullable<InputOf<typeof listItems>['query']>;

const HEADER = ['ID', 'KIND', 'STATE', 'LENGTH', 'CREATED', 'TITLE', 'REASON'];
/** The options of `tl ls` that `tl ls --all` has too. */
const SHARED: ReadonlySet<string> = new Set(['all', 'state', 'q', 'tag', 'sort', 'limit', 'json', 'patience']);

const readPage = listReaderOf<ListedItem, ListedItems>('id', 'kind', 'state');

function refuseOthers(options: ListOptions): void {
  const [other] = Object.keys(options).filter((name) => !SHARED.has(name));
  if (other === undefined) return;
  throw new CliError('usage', `--${other.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)} is not for --all`, {
    tryInstead: 'Use --state, for example --state failed.',
  });
}

const lengthOf = ({ duration_seconds: seconds, page_count: pages }: ListedItem): string =>
  pages === null ? lengthText(seconds) : `${String(pages)} ${pages === 1 ? 'page' : 'pages'}`;

/** Lists recordings, documents and sessions together. */
export async function listAll(context: CliContext, options: ListOptions): Promise<void> {
  refuseOthers(options);
  const client = await openClient(context, options);
  const { state, q, tag, sort } = options;
  // The server names the values that it knows.
  const filters = { state, q, tag, sort } as Query;
  const found = await fetchItems<ListedItem>(
    async ({ limit, cursor }) => readPage(await client.json(request(listItems, { query: { limit, ...filters, cursor } }))),
    options.limit,
  );
  if (options.json === true) {
    await printJson(context, found);
    return;
  }
  if (found.length === 0) context.terminal.say('no items match');
  const rows = found.map((one) => [
    one.id,
    one.kind,
    one.state.replaceAll('_', ' '),
    lengthOf(one),
    dateText(one.created_at),
    one.title ?? '',
    one.reason ?? '',
  ]);
  await context.terminal.data(listing(HEADER, rows));
}
