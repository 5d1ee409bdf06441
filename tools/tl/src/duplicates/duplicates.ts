import { request, type ComparedItem, type DuplicateGroup, type DuplicateList } from '@throughline/api-client';
import { listDuplicates } from '@throughline/api-client/operations';
import type { HttpClient } from '../client/http-client.js';
import { readerOf } from '../client/read-answer.js';
import { openClient, printJson, type CliContext, type CommonOptions } from '../commands/context.js';
import { counted } from '../output/counted.js';
import { dateText } from '../output/dates.js';
import { table } from '../output/table.js';

const LARGEST_PAGE = 20;
const readPage = readerOf<DuplicateList>('items', 'total', 'next_cursor');

export type DuplicateKind = DuplicateGroup['kind'];

export interface DuplicatesOptions extends CommonOptions {
  readonly limit: number;
}

const REASONS: Readonly<Record<DuplicateGroup['reason'], string>> = {
  same_file: 'the same file',
  same_amount: 'the same sender, date and amount',
  same_title: 'the same sender, date and title',
  similar_text: 'nearly the same text',
};

/** Groups are missing unless the search has compared all texts. Older servers do not say it. */
const TEXT_STATES: Readonly<Record<DuplicateList['similar_texts'], string | undefined>> = {
  current: undefined,
  behind: 'some texts are not compared yet, so groups may be missing',
  building: 'texts are being compared: groups of similar texts are missing until that is done',
  stopped: 'the search service does not run, so texts are not compared now, and groups may be missing',
  unavailable: 'groups of similar texts cannot be shown now: the search service is not set up, or reading them takes too long',
};

async function readGroups(client: HttpClient, kind: DuplicateKind, limit: number): Promise<DuplicateList> {
  let all: DuplicateList['items'] = [];
  for (let cursor: string | undefined; ;) {
    const query = {
      kind: [kind],
      limit: Math.min(limit - all.length, LARGEST_PAGE),
      ...(cursor === undefined ? {} : { cursor }),
    };
    const page = readPage(await client.json(request(listDuplicates, { query })));
    all = [...all, ...page.items];
    if (page.next_cursor === null || all.length >= limit) return { ...page, items: all };
    cursor = page.next_cursor;
  }
}

const rowOf = (item: ComparedItem): readonly string[] => [
  `  ${item.id}`,
  dateText(item.created_at),
  item.title ?? 'Untitled',
  item.file_name ?? '',
  item.size === null ? '' : counted(item.size, 'byte'),
  item.page_count === null ? '' : counted(item.page_count, 'page'),
];

const reasonText = ({ reason, likeness }: DuplicateGroup): string =>
  typeof likeness === 'number' ? `${REASONS[reason]}, about ${String(likeness)} % of the text in common` : REASONS[reason];

const groupText = (group: DuplicateGroup): string => {
  const { items, item_count: count } = group;
  const more = count > items.length ? `  and ${String(count - items.length)} more\n` : '';
  return `${reasonText(group)}:\n${table(items.map(rowOf))}${more}`;
};

/** `tl duplicates`: shows the groups of items that look the same, the newest first. It changes nothing. */
export async function duplicates(context: CliContext, kind: DuplicateKind, options: DuplicatesOptions): Promise<void> {
  const client = await openClient(context, options);
  const found = await readGroups(client, kind, options.limit);
  if (options.json === true) return printJson(context, found);
  const { terminal } = context;
  if (found.total === 0) terminal.say(`no ${kind}s look the same`);
  const texts = kind === 'document' ? TEXT_STATES[found.similar_texts] : undefined;
  if (texts !== undefined) terminal.say(texts);
  await terminal.data(found.items.map(groupText).join(''));
  if (found.next_cursor !== null) terminal.say(`there are ${String(found.total)} groups: use --limit`);
}
