import { request, type AddressedPodcastFeed, type PodcastFeed } from '@throughline/api-client';
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
import type { SetCommands } from './published.js';

export interface CreateFeedOptions extends CommonOptions {
  readonly description?: string;
  readonly language?: string;
  readonly tag?: string;
  readonly video?: boolean;
  /** False: later recordings join by themselves. */
  readonly ask: boolean;
  readonly expires?: number;
}

const readAddressed = readerOf<AddressedPodcastFeed>('id', 'url', 'title');
const readFeeds = listReaderOf<PodcastFeed>('id', 'state', 'title');

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

async function renewFeed(context: CliContext, id: string, options: CommonOptions): Promise<void> {
  const client = await openClient(context, options);
  const renewed = await client.json(once(request(renewPodcastFeed, { path: { id } })));
  await printAddress(context, readAddressed(renewed), options);
}

async function listFeeds(context: CliContext, options: CommonOptions): Promise<void> {
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

export const feedCommands: SetCommands = {
  noun: 'feed',
  listItems: listPodcastItems,
  decideItems: decidePodcastItems,
  revoke: revokePodcastFeed,
  renew: renewFeed,
  list: listFeeds,
};
