import type { ListedItem, ListedItems } from '@throughline/api-types';
import { listReaderOf } from '../client/read-answer.js';
import { CliError } from '../exit.js';
import { dateText, lengthText } from '../output/dates.js';
import { listing } from '../output/table.js';
import { openClient, printJson, type CliContext } from './context.js';
import type { ListOptions } from './recordings.js';

export interface AllOptions extends ListOptions {
  readonly state?: string;
}

const LARGEST_PAGE = 200;
const HEADER = ['ID', 'KIND', 'STATE', 'LENGTH', 'CREATED', 'TITLE', 'REASON'];
/** The options of `tl ls` that `tl ls --all` has too. */
const SHARED: ReadonlySet<string> = new Set(['all', 'state', 'q', 'tag', 'sort', 'limit', 'json', 'patience']);

const readPage = listReaderOf<ListedItem, ListedItems>('id', 'kind', 'state');

function refuseOthers(options: AllOptions): void {
  const [other] = Object.keys(options).filter((name) => !SHARED.has(name));
  if (other === undefined) return;
  throw new CliError('usage', `--${other.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)} is not for --all`, {
    tryInstead: 'Use --state, for example --state failed.',
  });
}

const lengthOf = ({ duration_seconds: seconds, page_count: pages }: ListedItem): string =>
  pages === null ? lengthText(seconds) : `${String(pages)} ${pages === 1 ? 'page' : 'pages'}`;

/** Lists recordings, documents and sessions together. */
export async function listAll(context: CliContext, options: AllOptions): Promise<void> {
  refuseOthers(options);
  const client = await openClient(context, options);
  const found: ListedItem[] = [];
  let cursor: string | null = null;
  do {
    const query = new URLSearchParams({ limit: String(Math.min(LARGEST_PAGE, options.limit - found.length)) });
    const { state, q, tag, sort } = options;
    for (const [name, value] of Object.entries({ state, q, tag, sort, cursor }))
      if (typeof value === 'string') query.set(name, value);
    const page: ListedItems = readPage(await client.json({ path: `/api/v1/items?${query.toString()}` }));
    found.push(...page.items);
    cursor = page.next_cursor;
  } while (cursor !== null && found.length < options.limit);
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
