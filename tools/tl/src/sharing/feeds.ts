import { request, type AddressedPodcastFeed, type PodcastFeed, type PodcastItem } from '@throughline/api-client';
import {
  createPodcastFeed,
  decidePodcastItems,
  listPodcastFeeds,
  listPodcastItems,
  renewPodcastFeed,
  revokePodcastFeed,
} from '@throughline/api-client/operations';
import { listReaderOf, readerOf } from '../client/read-answer.js';
import { once } from '../client/requests.js';
import { openClient, printJson, type CliContext, type CommonOptions } from '../commands/context.js';
import { listing } from '../output/table.js';

export interface CreateFeedOptions extends CommonOptions {
  readonly description?: string;
  readonly language?: string;
  readonly tag?: string;
  readonly video?: boolean;
  /** False: later recordings join by themselves. */
  readonly ask: boolean;
  readonly expires?: number;
}

export interface FeedItemsOptions extends CommonOptions {
  readonly state: PodcastItem['state'];
}

const readAddressed = readerOf<AddressedPodcastFeed>('id', 'url', 'title');
const readFeeds = listReaderOf<PodcastFeed>('id', 'state', 'title');
const readItems = listReaderOf<PodcastItem>('item_id', 'state', 'created_at');

/** Prints only the address on stdout, so that a script can read it. */
async function printAddress(context: CliContext, feed: AddressedPodcastFeed, options: CommonOptions): Promise<void> {
  if (options.json === true) {
    await printJson(context, feed);
    return;
  }
  context.terminal.say(
    `Anybody with this address can play the episodes of ${feed.title}. It is shown only now; \`tl feed revoke ${feed.id}\` ends the feed:`,
  );
  await context.terminal.data(`${feed.url}\n`);
}

export async function createFeed(
  context: CliContext,
  title: string,
  { description, language, tag, video, ask, expires, ...options }: CreateFeedOptions,
): Promise<void> {
  const client = await openClient(context, options);
  const media = video === true ? ('video' as const) : ('audio' as const);
  const body = { title, description, language, tag, media, ask_first: ask, expires_in_hours: expires };
  await printAddress(context, readAddressed(await client.json(once(request(createPodcastFeed, { body })))), options);
}

export async function renewFeed(context: CliContext, id: string, options: CommonOptions): Promise<void> {
  const client = await openClient(context, options);
  const renewed = await client.json(once(request(renewPodcastFeed, { path: { id } })));
  await printAddress(context, readAddressed(renewed), options);
}

export async function listFeeds(context: CliContext, options: CommonOptions): Promise<void> {
  const client = await openClient(context, options);
  const { items } = readFeeds(await client.json(request(listPodcastFeeds)));
  if (options.json === true) {
    await printJson(context, items);
    return;
  }
  if (items.length === 0) context.terminal.say('no podcast feeds yet; make one: tl feed create TITLE');
  const rows = items.map((one) => [
    one.id,
    one.state,
    one.title,
    one.tag ?? 'all recordings',
    one.media,
    one.ask_first ? 'asks first' : 'by themselves',
    one.expires_at ?? 'never',
    String(one.fetches),
  ]);
  await context.terminal.data(listing(['ID', 'STATE', 'TITLE', 'TAG', 'MEDIA', 'JOINING', 'EXPIRES', 'FETCHED'], rows));
}

export async function listFeedItems(context: CliContext, id: string, { state, ...options }: FeedItemsOptions): Promise<void> {
  const client = await openClient(context, options);
  const { items } = readItems(await client.json(request(listPodcastItems, { path: { id }, query: { state } })));
  if (options.json === true) {
    await printJson(context, items);
    return;
  }
  if (items.length === 0) context.terminal.say(state === 'waiting' ? 'no recording waits' : 'no recordings');
  const rows = items.map((one) => [one.item_id, one.created_at, one.title ?? '', one.decided_by_name ?? '']);
  await context.terminal.data(listing(['RECORDING', 'REGISTERED', 'TITLE', 'DECIDED BY'], rows));
}

export async function decideFeedItems(
  context: CliContext,
  id: string,
  items: readonly string[],
  { decision, ...options }: CommonOptions & { readonly decision: 'approve' | 'leave_out' },
): Promise<void> {
  const client = await openClient(context, options);
  const body = { item_ids: [...items], decision };
  await client.call(once(request(decidePodcastItems, { path: { id }, body })));
  const count = `${String(items.length)} ${items.length === 1 ? 'recording' : 'recordings'}`;
  if (options.json === true) await printJson(context, { id, decision, item_ids: items });
  else context.terminal.say(decision === 'approve' ? `The feed lists ${count}` : `The feed leaves out ${count}`);
}

export async function revokeFeed(context: CliContext, id: string, options: CommonOptions): Promise<void> {
  const client = await openClient(context, options);
  await client.call(request(revokePodcastFeed, { path: { id } }));
  if (options.json === true) await printJson(context, { id, revoked: true });
  else context.terminal.say(`The feed ${id} is revoked, and no longer opens anything`);
}
