import { ACTION_TYPES, MIRROR_FIELDS } from '@throughline/contracts';
import { InvalidArgumentError, Option, type Command } from 'commander';
import type { CliContext, CommonOptions } from '../commands/context.js';
import type { TypedField } from './channel-settings.js';
import {
  addChannel,
  listChannels,
  removeChannel,
  renewSecret,
  resyncChannel,
  setChannel,
  showChannel,
  type AddChannelOptions,
  type SetChannelOptions,
} from './channels.js';
import { checkChannels, type CheckOptions } from './check.js';

const FIELDS: readonly string[] = MIRROR_FIELDS;
const WHICH = 'name or number of the channel';

const named = (text: string, before: readonly string[] = []): readonly string[] => [...before, text];

const field = (text: string, before: readonly TypedField[] = []): readonly TypedField[] => {
  const equals = text.indexOf('=');
  const name = text.slice(0, Math.max(0, equals));
  if (!FIELDS.includes(name)) throw new InvalidArgumentError(`must be FIELD=PROPERTY, FIELD one of ${FIELDS.join(', ')}`);
  return [...before, [name, text.slice(equals + 1)]];
};

/** Adds options that take one value each: an option with several values would swallow the name. */
const withSettings = (command: Command): Command =>
  command
    .option('--credential <token>', "number or name of the credential with Notion's token")
    .option('--output <name>', 'deliver to this output; can be repeated', named)
    .option('--no-outputs', 'deliver to no output')
    .option('--field <field=property>', `property that shows a field (${FIELDS.join(', ')}); can be repeated`, field)
    .addOption(new Option('--action <type>', 'how pages are written; none leaves them unchanged').choices(ACTION_TYPES))
    .option('--data-source <id>', 'data source of the pages, used only by checks')
    .option('--language <tag>', "spoken language: 'auto' or BCP 47");

const withPage = (command: Command): Command =>
  command.option('--page <id>', 'check this page (id or address) instead of the data source');

/** Adds the commands for Notion channels, through which pages submit their videos. */
export function addChannels(program: Command, context: CliContext, common: (command: Command) => Command): void {
  const channel = program.command('channel').description('manage channels that receive videos from Notion pages');
  const one = (name: string, description: string): Command =>
    common(channel.command(name).argument('<channel>', WHICH).description(description));
  const toAction =
    (act: (context: CliContext, which: string, options: CommonOptions) => Promise<void>) =>
    (which: string, options: CommonOptions): Promise<void> =>
      act(context, which, options);

  common(channel.command('list').description('list the channels of your library and the state of their pages')).action(
    (options: CommonOptions) => listChannels(context, options),
  );
  one('show', 'show the settings of a channel and the state of its pages').action(toAction(showChannel));
  withSettings(
    common(
      channel
        .command('add')
        .argument('<name>', 'lower-case letters, digits and -')
        .description('add a channel; its secret is shown once'),
    ),
  ).action((name: string, options: AddChannelOptions) => addChannel(context, name, options));
  withSettings(one('set', 'change the given settings only; --field FIELD= removes a field'))
    .option('--name <name>', 'new name; this also changes the address for videos')
    .option('--no-credential', 'remove the credential')
    .option('--no-data-source', 'remove the data source')
    .action((which: string, options: SetChannelOptions) => setChannel(context, which, options));
  one('secret', 'create a new secret, shown once; the old one becomes invalid immediately').action(toAction(renewSecret));
  withPage(one('check', 'check that its pages can be written; writes nothing')).action((which: string, options: CheckOptions) =>
    checkChannels(context, which, options),
  );
  one('resync', 'compare all of its pages and correct those that differ').action(toAction(resyncChannel));
  one('remove', 'remove a channel; its pages stay unchanged').action(toAction(removeChannel));

  const notion = program.command('notion').description('check the connection to Notion');
  withPage(
    common(
      notion
        .command('check')
        .argument('[channel]', `${WHICH} (default: all)`)
        .description('check that pages can be written; writes nothing'),
    ),
  ).action((which: string | undefined, options: CheckOptions) => checkChannels(context, which, options));
}
