import type { Command } from 'commander';
import type { CliContext, CommonOptions } from '../commands/context.js';
import { ResourceCommands } from '../resources/resource-commands.js';
import { outputs } from './find-output.js';
import {
  createOutput,
  editOutput,
  listOutputTypes,
  listOutputs,
  testOutput,
  type CreateOutputOptions,
  type EditOutputOptions,
} from './outputs.js';
import { parseSetting } from './read-settings.js';

const addSettings = (command: Command): Command =>
  command
    .option('--set <key=value>', 'a setting of its type; can be repeated', parseSetting)
    .option('--credential <credential>', 'number or name of the credential that it uses')
    .option('--title-pattern <pattern>', 'its own title, e.g. "{title} ({date})"; empty: the title of the run')
    .option('--description-pattern <pattern>', 'its own description, e.g. "{topics}"; empty: none');

/** Adds the commands for outputs: places where runs deliver to. */
export function addOutputs(program: Command, context: CliContext, common: (command: Command) => Command): void {
  const about = 'manage own outputs: places where runs deliver to';
  const commands = new ResourceCommands(program, context, outputs, { about, which: 'an own output', common });

  commands.list('list shared outputs, and own ones with their last test and what uses them', listOutputs);
  commands
    .other('types', 'list the types of outputs with their settings')
    .action((options: CommonOptions) => listOutputTypes(context, options));
  commands.show('show the settings of an output, and what uses it');
  addSettings(
    commands.other('create', 'create an output').argument('<name>', 'lower-case letters, digits, _ and -; it never changes'),
  )
    .requiredOption('--type <type>', 'its type, e.g. folder; `tl output types` lists them')
    .action((name: string, options: CreateOutputOptions) => createOutput(context, name, options));
  addSettings(commands.one('edit', 'change the given settings only; --set KEY= removes a setting'))
    .option('--no-credential', 'remove the credential')
    .option('--no-description-pattern', 'use the description of the run')
    .action((which: string, options: EditOutputOptions) => editOutput(context, which, options));
  commands.act('test', 'connect as a delivery does, and report each check', testOutput);
  commands.delete(
    'delete an output; what was delivered stays where it is',
    'also remove its name from templates, channels, settings and preferences',
  );
}
