import { request, type Activity, type PresentNotices } from '@throughline/api-client';
import { listActivity, listNotices } from '@throughline/api-client/operations';
import type { HttpClient } from '../client/http-client.js';
import { readerOf } from '../client/read-answer.js';
import { openClient, printJson, type CliContext, type CommonOptions } from '../commands/context.js';
import { dateText } from '../output/dates.js';
import { table } from '../output/table.js';
import { stripControls } from '../output/text-width.js';

const LARGEST_PAGE = 500;
const readActivity = readerOf<Activity>('items', 'next_cursor');
const readNotices = readerOf<PresentNotices>('items', 'more');

export interface ActivityOptions extends CommonOptions {
  readonly limit: number;
}

async function readEvents(client: HttpClient, limit: number): Promise<Activity> {
  let all: Activity['items'] = [];
  let cursor: string | null = null;
  do {
    const query = { limit: Math.min(limit - all.length, LARGEST_PAGE), ...(cursor === null ? {} : { cursor }) };
    const page: Activity = readActivity(await client.json(request(listActivity, { query })));
    all = [...all, ...page.items];
    cursor = page.next_cursor;
  } while (cursor !== null && all.length < limit);
  return { items: all, next_cursor: cursor };
}

const noticeLines = ({ items }: PresentNotices): string =>
  items.map(({ text, path }) => `${stripControls(text)}\n  ${stripControls(path)}\n`).join('');

const eventRow = ({ recorded_at: at, item, message, actor }: Activity['items'][number]): readonly string[] => [
  dateText(at),
  item.id,
  item.kind,
  item.title ?? 'Untitled',
  message ?? '',
  ...(actor.name === null || message?.includes(actor.name) === true ? [] : [actor.name]),
];

/** `tl activity`: shows the present notices, and the milestones of all items, newest first. */
export async function activity(context: CliContext, options: ActivityOptions): Promise<void> {
  const client = await openClient(context, options);
  const [notices, events] = await Promise.all([
    client.json(request(listNotices)).then(readNotices),
    readEvents(client, options.limit),
  ]);
  if (options.json === true) return printJson(context, { notices, activity: events });
  const { terminal } = context;
  terminal.say(notices.items.length === 0 ? 'there are no notices' : 'notices:');
  await terminal.data(noticeLines(notices));
  if (notices.more) terminal.say('more items need attention: tl ls --all --state attention');
  terminal.say(events.items.length === 0 ? 'nothing has happened yet' : 'what happened, newest first:');
  if (events.items.length > 0) await terminal.data(table(events.items.map(eventRow)));
  if (events.next_cursor !== null) terminal.say('there is more: use --limit');
}
