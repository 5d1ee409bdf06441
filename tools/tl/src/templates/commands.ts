import type { Command } from 'commander';
import type { CliContext, CommonOptions } from '../commands/context.js';
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
  settings(common(template.command('create').argument('<name>').description('create a template')))
    .option('--draft', 'mark it as a draft, which no run uses')
    .action((name: string, options: CreateTemplateOptions) => createTemplate(context, name, options));
  settings(one('edit', 'change the given settings only; --config replaces all settings'))
    .option('--name <name>', 'new name')
    .option('--draft', 'mark it as a draft, which no run uses')
    .option('--no-draft', 'make it available to runs')
    .action((which: string, options: EditTemplateOptions) => editTemplate(context, which, options));
  one('delete', 'delete a template')
    .option('--detach', 'unbind its items first')
    .action((which: string, options: DeleteTemplateOptions) => deleteTemplate(context, which, options));
}
