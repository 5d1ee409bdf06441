import type { DocumentRule } from '@throughline/api-client';
import type { Command } from 'commander';
import type { CliContext, CommonOptions } from '../commands/context.js';
import type { ConsentOptions } from '../bulk/bulk.js';
import { collectNames } from '../options.js';
import { ResourceCommands } from '../resources/resource-commands.js';
import { rules } from './rule-resource.js';
import {
  acceptSuggestion,
  applyRule,
  bringBackSuggestion,
  createRule,
  dismissSuggestion,
  editRule,
  listSuggestions,
  turnOff,
  turnOn,
  type AcceptOptions,
  type CreateOptions,
  type EditOptions,
  type SuggestionsOptions,
} from './rules.js';

const TAG = ['--tag <tag>', 'tag that the documents get; can be repeated'] as const;
const TYPE = ['--type <type>', 'type that the documents get, e.g. invoice'] as const;

function addSuggestions(commands: Pick<ResourceCommands<DocumentRule>, 'other'>, context: CliContext): void {
  commands
    .other('suggestions', 'list the rules that follow from corrections, with their documents')
    .option('--dismissed', 'only the dismissed ones')
    .action((options: SuggestionsOptions) => listSuggestions(context, options));
  const one = (name: string, description: string): Command =>
    commands.other(name, description).argument('<suggestion>', 'id of the suggestion, as `suggestions` shows it');
  one('accept', 'make the rule of a suggestion, and switch it on')
    .option('--name <name>', 'name of the rule (default: what it gives)')
    .action((id: string, options: AcceptOptions) => acceptSuggestion(context, id, options));
  one('dismiss', 'do not suggest this rule again').action((id: string, options: CommonOptions) =>
    dismissSuggestion(context, id, options),
  );
  one('bring-back', 'undo a dismissal').action((id: string, options: CommonOptions) => bringBackSuggestion(context, id, options));
}

/** Adds `tl documents rules`: the rules that give documents of a sender tags and a type. */
export function addDocumentRules(program: Command, context: CliContext, common: (command: Command) => Command): void {
  const about = 'manage rules that give documents of a sender tags or a type';
  const commands = new ResourceCommands(program, context, rules, { about, common });

  commands.list('list the rules, and how many documents each has changed', (...line) => rules.list(...line));
  commands.show('show a rule, and how many documents it has changed');
  commands
    .other('create', 'make a rule; it changes documents that come later')
    .argument('<name>')
    .requiredOption('--sender <sender>', 'sender of the documents; only capital letters and spaces may differ')
    .option(...TAG, collectNames)
    .option(...TYPE)
    .option('--off', 'do not switch it on yet')
    .action((name: string, options: CreateOptions) => createRule(context, name, options));
  commands
    .one('edit', 'change the given settings only')
    .option('--name <name>', 'new name')
    .option('--sender <sender>', 'new sender')
    .option(TAG[0], 'replaces the tags; can be repeated', collectNames)
    .option('--remove-tags', 'give no tags any more')
    .option(TYPE[0], 'new type')
    .option('--remove-type', 'give no type any more')
    .action((which: string, options: EditOptions) => editRule(context, which, options));
  commands.act('on', 'switch a rule on', turnOn);
  commands.act('off', 'switch a rule off; documents that it has changed stay as they are', turnOff);
  commands
    .one('apply', 'apply a rule to the documents that are there already, after a preview')
    .option('--dry-run', 'show the preview, change nothing')
    .option('--yes', 'execute the preview without asking')
    .action((which: string, options: ConsentOptions) => applyRule(context, which, options));
  commands.delete('delete a rule; documents that it has changed stay as they are');
  addSuggestions(commands, context);
}
