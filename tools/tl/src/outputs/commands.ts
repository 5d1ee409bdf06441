import type { Command } from 'commander';
import type { CliContext, CommonOptions } from '../commands/context.js';
import {
  createOutput,
  deleteOutput,
  editOutput,
  listOutputTypes,
  listOutputs,
  showOutput,
  testOutput,
  type CreateOutputOptions,
  type DeleteOutputOptions,
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
  const output = program.command('output').description('manage own outputs: places where runs deliver to');
  const one = (name: string, description: string): Command =>
    common(output.command(name).argument('<output>', 'name or number of an own output').description(description));

  common(output.command('list').description('list shared outputs, and own ones with their last test and what uses them')).action(
    (options: CommonOptions) => listOutputs(context, options),
  );
  common(output.command('types').description('list the types of outputs with their settings')).action((options: CommonOptions) =>
    listOutputTypes(context, options),
  );
  one('show', 'show the settings of an output, and what uses it').action((which: string, options: CommonOptions) =>
    showOutput(context, which, options),
  );
  addSettings(
    common(
      output
        .command('create')
        .argument('<name>', 'lower-case letters, digits, _ and -; it never changes')
        .description('create an output'),
    ),
  )
    .requiredOption('--type <type>', 'its type, e.g. folder; `tl output types` lists them')
    .action((name: string, options: CreateOutputOptions) => createOutput(context, name, options));
  addSettings(one('edit', 'change the given settings only; --set KEY= removes a setting'))
    .option('--no-credential', 'remove the credential')
    .option('--no-description-pattern', 'use the description of the run')
    .action((which: string, options: EditOutputOptions) => editOutput(context, which, options));
  one('test', 'connect as a delivery does, and report each check').action((which: string, options: CommonOptions) =>
    testOutput(context, which, options),
  );
  one('delete', 'delete an output; what was delivered stays where it is')
    .option('--detach', 'also remove its name from templates, channels, settings and preferences')
    .action((which: string, options: DeleteOutputOptions) => deleteOutput(context, which, options));
}
