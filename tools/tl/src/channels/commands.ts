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
const WHICH = 'its name or number';

const named = (text: string, before: readonly string[] = []): readonly string[] => [...before, text];

const field = (text: string, before: readonly TypedField[] = []): readonly TypedField[] => {
  const equals = text.indexOf('=');
  const name = text.slice(0, Math.max(0, equals));
  if (!FIELDS.includes(name)) throw new InvalidArgumentError(`must be FIELD=PROPERTY, FIELD one of ${FIELDS.join(', ')}`);
  return [...before, [name, text.slice(equals + 1)]];
};

/** Options that take one value each: one that took several would swallow the name. */
const withSettings = (command: Command): Command =>
  command
    .option('--credential <token>', "Notion's token: its number, or its name")
    .option('--output <name>', 'deliver to this output; may be given again', named)
    .option('--no-outputs', 'deliver to none')
    .option('--field <field=property>', `which property shows a field (${FIELDS.join(', ')}); may be given again`, field)
    .addOption(new Option('--action <type>', 'whether pages are written: none leaves them alone').choices(ACTION_TYPES))
    .option('--data-source <id>', 'where its pages are; only a check asks for it')
    .option('--language <tag>', "what is spoken: 'auto' or BCP 47");

const withPage = (command: Command): Command =>
  command.option('--page <id>', 'look at this page, by its id or address, in place of the data source');

/** Where videos of pages come in, and whether their pages can be written. */
export function addChannels(program: Command, context: CliContext, common: (command: Command) => Command): void {
  const channel = program.command('channel').description('where videos of pages of Notion come in');
  const one = (name: string, description: string): Command =>
    common(channel.command(name).argument('<channel>', WHICH).description(description));
  const asked =
    (act: (context: CliContext, which: string, options: CommonOptions) => Promise<void>) =>
    (which: string, options: CommonOptions): Promise<void> =>
      act(context, which, options);

  common(channel.command('list').description('all of the library, and how their pages stand')).action((options: CommonOptions) =>
    listChannels(context, options),
  );
  one('show', 'how a channel is set, and how its pages stand').action(asked(showChannel));
  withSettings(
    common(
      channel
        .command('add')
        .argument('<name>', 'small letters, digits and -')
        .description('make a channel; its secret is shown once'),
    ),
  ).action((name: string, options: AddChannelOptions) => addChannel(context, name, options));
  withSettings(one('set', 'change what is said, and leave the rest; --field FIELD= takes a field out'))
    .option('--name <name>', 'another name, and so another address of its webhook')
    .option('--no-credential', 'without a token')
    .option('--no-data-source', 'without a data source')
    .action((which: string, options: SetChannelOptions) => setChannel(context, which, options));
  one('secret', 'make a new secret, shown once; the earlier one ends at once').action(asked(renewSecret));
  withPage(one('check', 'whether its pages can be written; writes nothing')).action((which: string, options: CheckOptions) =>
    checkChannels(context, which, options),
  );
  one('resync', 'read all of its pages, and write again what does not show the truth').action(asked(resyncChannel));
  one('remove', 'take a channel away; its pages stay as they are').action(asked(removeChannel));

  const notion = program.command('notion').description('the connection to Notion');
  withPage(
    common(
      notion
        .command('check')
        .argument('[channel]', `${WHICH}; else all`)
        .description('whether pages can be written; writes nothing'),
    ),
  ).action((which: string | undefined, options: CheckOptions) => checkChannels(context, which, options));
}
