import type { Command } from 'commander';
import type { CliContext, CommonOptions } from '../commands/context.js';
import { collectNames, parseExpiryHours } from '../options.js';
import { changeSites, createOneEmbed, embedCommands, type CreateEmbedOptions } from './embeds.js';
import { addSetCommands } from './published.js';

/** Adds the commands for players in pages of other sites. */
export function addEmbeds(program: Command, context: CliContext, common: (command: Command) => Command): void {
  const group = program.command('embed').description('show recordings in pages of sites that you name');
  const one = (name: string, description: string): Command => common(group.command(name).description(description));
  one('create', 'make a player of all recordings of the library, or of those with a tag; its HTML is shown once')
    .argument('<title>')
    .requiredOption(
      '--on <site>',
      'site whose pages may show the player, e.g. https://example.org; can be repeated',
      collectNames,
    )
    .option('--tag <tag>', 'only recordings with this tag')
    .option('--audio', 'recordings play as the sound alone')
    .option('--no-ask', 'later recordings join by themselves')
    .option('--expires <duration>', 'validity of the embed, e.g. 90d (default: until it is revoked)', parseExpiryHours(366))
    .action((title: string, options: CreateEmbedOptions) => createOneEmbed(context, title, options));
  one('sites', 'replace the sites whose pages may show the player')
    .argument('<embed>', 'id of the embed; `tl embed list` shows it')
    .argument('<sites...>', 'e.g. https://example.org')
    .action((embed: string, sites: readonly string[], options: CommonOptions) => changeSites(context, embed, sites, options));
  addSetCommands(one, context, embedCommands);
}
