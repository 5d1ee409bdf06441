import { Option, type Command } from 'commander';
import type { CliContext, CommonOptions } from '../commands/context.js';
import { parseExpiryHours } from '../options.js';
import {
  createFeed,
  decideFeedItems,
  listFeedItems,
  listFeeds,
  renewFeed,
  revokeFeed,
  type CreateFeedOptions,
  type FeedItemsOptions,
} from './feeds.js';

const FEED = 'id of the feed; `tl feed list` shows it';

/** Adds the commands for feeds by which podcast apps play recordings. */
export function addFeeds(program: Command, context: CliContext, common: (command: Command) => Command): void {
  const group = program.command('feed').description('bring recordings to podcast apps by a secret address');
  const one = (name: string, description: string): Command => common(group.command(name).description(description));
  one('create', 'make a feed of all recordings of the library, or of those with a tag; its address is shown once')
    .argument('<title>')
    .option('--description <text>', 'description in podcast apps')
    .option('--language <tag>', 'language of the feed, e.g. en or pt-BR')
    .option('--tag <tag>', 'only recordings with this tag')
    .option('--video', 'episodes are the video, not the sound alone')
    .option('--no-ask', 'later recordings join by themselves')
    .option('--expires <duration>', 'validity of the feed, e.g. 90d (default: until it is revoked)', parseExpiryHours(366))
    .action((title: string, options: CreateFeedOptions) => createFeed(context, title, options));
  one('list', 'list the feeds of the library').action((options: CommonOptions) => listFeeds(context, options));
  one('items', 'list the recordings of a feed')
    .argument('<feed>', FEED)
    .addOption(new Option('--state <state>', 'decision about them').choices(['waiting', 'listed', 'left_out']).default('waiting'))
    .action((feed: string, options: FeedItemsOptions) => listFeedItems(context, feed, options));
  for (const [name, decision, description] of [
    ['approve', 'approve', 'list recordings in a feed'],
    ['leave-out', 'leave_out', 'leave recordings out of a feed'],
  ] as const)
    one(name, description)
      .argument('<feed>', FEED)
      .argument('<recordings...>', 'whole ids of recordings')
      .action((feed: string, items: readonly string[], options: CommonOptions) =>
        decideFeedItems(context, feed, items, { ...options, decision }),
      );
  one('renew', 'give a feed another address; the earlier one stops at once')
    .argument('<feed>', FEED)
    .action((feed: string, options: CommonOptions) => renewFeed(context, feed, options));
  one('revoke', 'end a feed at once')
    .argument('<feed>', FEED)
    .action((feed: string, options: CommonOptions) => revokeFeed(context, feed, options));
}
