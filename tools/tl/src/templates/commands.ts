import type { Command } from 'commander';
import type { CliContext } from '../commands/context.js';
import { importTemplates, type ImportOptions } from './import-templates.js';
import { collectNumbers, parseWholeNumber } from '../options.js';
import { ResourceCommands } from '../resources/resource-commands.js';
import { templates } from './template-resource.js';
import { createTemplate, editTemplate, type CreateTemplateOptions, type EditTemplateOptions } from './templates.js';

type AddOptions = (command: Command) => Command;

const LONGEST_SECONDS = 604_800;

/** Adds the conditions under which a template is used by itself. */
const addMatching = (command: Command): Command =>
  command
    .option('--match-title <text>', 'use it by itself for items whose title contains this text; * stands for any text')
    .option('--match-source <id>', 'only for items of this source; can be repeated', collectNumbers)
    .option('--min-length <seconds>', 'only for items of at least this length', parseWholeNumber(1, LONGEST_SECONDS))
    .option('--max-length <seconds>', 'only for items of at most this length', parseWholeNumber(1, LONGEST_SECONDS));

/** Adds the commands for templates: named sets of settings for runs. */
export function addTemplates(
  program: Command,
  context: CliContext,
  { common, settings }: { readonly common: AddOptions; readonly settings: AddOptions },
): void {
  const about = 'manage templates: named sets of settings for runs';
  const commands = new ResourceCommands(program, context, templates, { about, common });

  commands.list('list the templates of your library', (...line) => templates.list(...line));
  commands.show('show the settings of a template');
  addMatching(settings(commands.other('create', 'create a template').argument('<name>')))
    .option('--draft', 'mark it as a draft, which no run uses')
    .action((name: string, options: CreateTemplateOptions) => createTemplate(context, name, options));
  addMatching(settings(commands.one('edit', 'change the given settings only; --config replaces all settings')))
    .option('--no-match', 'remove all conditions, so that it is never used by itself')
    .option('--name <name>', 'new name')
    .option('--draft', 'mark it as a draft, which no run uses')
    .option('--no-draft', 'make it available to runs')
    .action((which: string, options: EditTemplateOptions) => editTemplate(context, which, options));
  commands
    .other('import', 'create the templates of a file; converts settings of older forms')
    .argument('<file>', 'JSON file with one template, or a list of them')
    .option('--name <name>', 'name of the only template of the file')
    .option('--draft', 'mark them as drafts, which no run uses')
    .option('--dry-run', 'show the converted templates, create none')
    .action((file: string, options: ImportOptions) => importTemplates(context, file, options));
  commands.delete('delete a template', 'unbind its items, and detach the sources and jobs that use it');
}
