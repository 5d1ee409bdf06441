import { request, type SearchAnswer, type SearchItem, type SearchPassage } from '@throughline/api-client';
import { refillSearchIndex, searchItems } from '@throughline/api-client/operations';
import type { HttpClient } from '../client/http-client.js';
import { readerOf } from '../client/read-answer.js';
import { openClient, printJson, type CliContext, type CommonOptions } from '../commands/context.js';
import { CliError } from '../exit.js';
import { stripControls } from '../output/text-width.js';

const LARGEST_PAGE = 50;
const readAnswer = readerOf<SearchAnswer>('items', 'next_cursor', 'index');
const readRefill = readerOf<{ readonly refilling: boolean }>('refilling');

export interface SearchOptions extends CommonOptions {
  readonly limit: number;
  readonly reindex?: true;
}

const padTwo = (value: number): string => String(value).padStart(2, '0');
function timeText(milliseconds: number): string {
  const whole = Math.floor(milliseconds / 1_000);
  const [hours, minutes] = [Math.floor(whole / 3_600), Math.floor((whole % 3_600) / 60)];
  return `${hours === 0 ? '' : `${String(hours)}:`}${hours === 0 ? String(minutes) : padTwo(minutes)}:${padTwo(whole % 60)}`;
}

const positionText = ({ start_ms: startMs, page }: SearchPassage): string => {
  if (startMs !== null) return timeText(startMs);
  return page === null ? '' : `page ${String(page)}`;
};

/** Marks the words that were found as `*word*`, because a pipe shows no colours. */
function markedText({ text, ranges }: Pick<SearchPassage, 'text' | 'ranges'>): string {
  let end = 0;
  const parts = ranges.flatMap(({ start, length }) => {
    const part = [text.slice(end, start), `*${text.slice(start, start + length)}*`];
    end = start + length;
    return part;
  });
  return stripControls([...parts, text.slice(end)].join(''));
}

const itemLines = ({
  id,
  kind,
  title,
  title_ranges: ranges,
  sender,
  date,
  passages,
  passage_count: count,
}: SearchItem): readonly string[] => [
  [
    id,
    kind,
    date.slice(0, 10),
    markedText({ text: title ?? 'Untitled', ranges }),
    ...(sender === null ? [] : [stripControls(sender)]),
  ].join('  '),
  ...passages.map((passage) => `    ${[positionText(passage), markedText(passage)].filter((part) => part !== '').join('  ')}`),
  ...(count > passages.length ? [`    and ${String(count - passages.length)} more`] : []),
];

function indexText({ state, behind_events: behind, failed_items: failed }: SearchAnswer['index']): readonly string[] {
  const sentences = {
    current: [],
    behind: [`the search does not show the last ${String(behind ?? 0)} events yet`],
    building: ['the search index is being filled: items are missing'],
    stopped: ['no server keeps the search index up to date: the newest changes are missing'],
  }[state];
  return failed === 0
    ? sentences
    : [...sentences, `${String(failed)} items could not be indexed completely; they are tried again`];
}

async function reindex(context: CliContext, client: HttpClient, isJson: boolean): Promise<void> {
  const answer = readRefill(await client.json(request(refillSearchIndex)));
  if (isJson) await printJson(context, answer);
  else context.terminal.say('the search index is being filled again; searches go on meanwhile');
}

/** Reads pages until there are enough items. The first page has the other parts of the answer. */
async function readPages(client: HttpClient, q: string, limit: number): Promise<SearchAnswer> {
  const readPage = async (left: number, cursor: string | null): Promise<SearchAnswer> => {
    const query = { q, limit: Math.min(left, LARGEST_PAGE), ...(cursor === null ? {} : { cursor }) };
    return readAnswer(await client.json(request(searchItems, { query })));
  };
  let answer = await readPage(limit, null);
  while (answer.next_cursor !== null && answer.items.length < limit) {
    const { items, next_cursor } = await readPage(limit - answer.items.length, answer.next_cursor);
    answer = { ...answer, items: [...answer.items, ...items], next_cursor };
  }
  return answer;
}

function requireWords(words: readonly string[], { reindex: isReindex = false }: { readonly reindex?: boolean }): void {
  if (isReindex && words.length > 0) throw new CliError('usage', '--reindex takes no words');
  if (!isReindex && words.length === 0)
    throw new CliError('usage', 'Name the words to look for', { tryInstead: 'For example: tl search budget sender:acme' });
}

/** Says what was searched instead, and how current the answer is. */
function sayNotes(
  { terminal }: CliContext,
  { items, similar, unknown_filters: unknown, index, next_cursor: next }: SearchAnswer,
): void {
  if (items.length === 0) terminal.say('nothing was found');
  for (const { word, searched } of similar) terminal.say(`few items have '${word}': also searched ${searched.join(', ')}`);
  // With enough items, other spellings would not be searched anyway.
  if (!index.finds_similar && items.length < 3)
    terminal.say('words of similar spelling were not searched: the database lacks the extension pg_trgm');
  for (const name of unknown) terminal.say(`'${name}:' is no filter, so it was searched as a word`);
  for (const sentence of indexText(index)) terminal.say(sentence);
  if (next !== null) terminal.say('there are more items: use --limit');
}

/** `tl search`: finds items by their titles, texts, tags and people, with the time or the page. */
export async function search(context: CliContext, words: readonly string[], options: SearchOptions): Promise<void> {
  const isJson = options.json === true;
  requireWords(words, options);
  const client = await openClient(context, options);
  if (options.reindex === true) return reindex(context, client, isJson);
  const answer = await readPages(client, words.join(' '), options.limit);
  if (isJson) return printJson(context, answer);
  await context.terminal.data(
    answer.items
      .flatMap(itemLines)
      .map((line) => `${line}\n`)
      .join(''),
  );
  sayNotes(context, answer);
}
