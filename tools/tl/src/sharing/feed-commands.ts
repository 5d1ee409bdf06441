import type { Command } from 'commander';
import type { CliContext } from '../commands/context.js';
import { parseExpiryHours } from '../options.js';
import { createFeed, feedCommands, type CreateFeedOptions } from './feeds.js';
import { addSetCommands } from './published.js';

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
  addSetCommands(one, context, feedCommands);
}
