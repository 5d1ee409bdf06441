import type { Command } from 'commander';
import type { CliContext, CommonOptions } from '../commands/context.js';
import { importTemplates, type ImportOptions } from './import-templates.js';
import { collectNumbers, parseWholeNumber } from '../options.js';
import {
  createTemplate,
  deleteTemplate,
  editTemplate,
  listTemplates,
  showTemplate,
  type CreateTemplateOptions,
  type DeleteTemplateOptions,
  type EditTemplateOptions,
} from './templates.js';

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
  const template = program.command('template').description('manage templates: named sets of settings for runs');
  const one = (name: string, description: string): Command =>
    common(template.command(name).argument('<template>', 'name or number of the template').description(description));

  common(template.command('list').description('list the templates of your library')).action((options: CommonOptions) =>
    listTemplates(context, options),
  );
  one('show', 'show the settings of a template').action((which: string, options: CommonOptions) =>
    showTemplate(context, which, options),
  );
  addMatching(settings(common(template.command('create').argument('<name>').description('create a template'))))
    .option('--draft', 'mark it as a draft, which no run uses')
    .action((name: string, options: CreateTemplateOptions) => createTemplate(context, name, options));
  addMatching(settings(one('edit', 'change the given settings only; --config replaces all settings')))
    .option('--no-match', 'remove all conditions, so that it is never used by itself')
    .option('--name <name>', 'new name')
    .option('--draft', 'mark it as a draft, which no run uses')
    .option('--no-draft', 'make it available to runs')
    .action((which: string, options: EditTemplateOptions) => editTemplate(context, which, options));
  common(template.command('import').argument('<file>', 'JSON file with one template, or a list of them'))
    .description('create the templates of a file; converts settings of older forms')
    .option('--name <name>', 'name of the only template of the file')
    .option('--draft', 'mark them as drafts, which no run uses')
    .option('--dry-run', 'show the converted templates, create none')
    .action((file: string, options: ImportOptions) => importTemplates(context, file, options));
  one('delete', 'delete a template')
    .option('--detach', 'unbind its items, and detach the sources and jobs that use it')
    .action((which: string, options: DeleteTemplateOptions) => deleteTemplate(context, which, options));
}
