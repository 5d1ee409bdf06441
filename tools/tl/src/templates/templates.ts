import { request, type Template } from '@throughline/api-types';
import { createTemplate as createTemplateOperation, removeTemplate, replaceTemplate } from '@throughline/api-types/operations';
import { atRevision, once } from '../client/requests.js';
import { openClient, printJson, type CliContext, type CommonOptions } from '../commands/context.js';
import { mergeConfig } from '../commands/merge-config.js';
import { TEMPLATE_MEMBERS, readOverrides, type OverrideOptions } from '../commands/overrides.js';
import { CliError } from '../exit.js';
import { fetchTemplates, findTemplate, readTemplate } from './find-template.js';
import { changesMatching, mergeMatching, type MatchingOptions } from './matching.js';
import { templateRows, templateText } from './template-text.js';

export interface CreateTemplateOptions extends CommonOptions, MatchingOptions, Omit<OverrideOptions, 'template' | 'bind'> {
  readonly draft?: boolean;
}
export interface EditTemplateOptions extends CreateTemplateOptions {
  readonly name?: string;
}
export interface DeleteTemplateOptions extends CommonOptions {
  readonly detach?: boolean;
}

const print = (context: CliContext, options: CommonOptions, template: Template): Promise<void> =>
  options.json === true ? printJson(context, template) : context.terminal.data(templateText(template));

export async function listTemplates(context: CliContext, options: CommonOptions): Promise<void> {
  const templates = await fetchTemplates(await openClient(context, options));
  if (options.json === true) {
    await printJson(context, templates);
    return;
  }
  if (templates.length === 0) context.terminal.say('no templates yet; create one: tl template create NAME --config FILE');
  await context.terminal.data(templateRows(templates));
}

export async function showTemplate(context: CliContext, which: string, options: CommonOptions): Promise<void> {
  await print(context, options, await findTemplate(await openClient(context, options), which));
}

export async function createTemplate(context: CliContext, name: string, options: CreateTemplateOptions): Promise<void> {
  const matching = mergeMatching(undefined, options);
  const overrides = await readOverrides(context, options, TEMPLATE_MEMBERS);
  const body = { name, is_draft: options.draft === true, ...matching, ...overrides };
  const client = await openClient(context, options);
  const made = await client.json(once(request(createTemplateOperation, { body })));
  await print(context, options, readTemplate(made));
}

/** `tl template edit NAME`: sends the revision that it read, so that it does not overwrite a concurrent change. */
export async function editTemplate(context: CliContext, which: string, options: EditTemplateOptions): Promise<void> {
  const client = await openClient(context, options);
  const before = await findTemplate(client, which);
  const overrides = await readOverrides(context, options, TEMPLATE_MEMBERS);
  const isGiven =
    overrides !== undefined || options.name !== undefined || options.draft !== undefined || changesMatching(options);
  if (!isGiven) throw new CliError('usage', 'No setting is given', { tryInstead: '--help lists the settings.' });
  const body = {
    name: options.name ?? before.name,
    is_draft: options.draft ?? before.is_draft,
    ...mergeMatching(before.matching_rules, options),
    ...(options.config === undefined ? mergeConfig(before, overrides ?? {}) : overrides),
  };
  const change = request(replaceTemplate, { path: { id: before.id }, body });
  await print(context, options, readTemplate(await client.json(atRevision(change, before))));
}

export async function deleteTemplate(context: CliContext, which: string, options: DeleteTemplateOptions): Promise<void> {
  const client = await openClient(context, options);
  const template = await findTemplate(client, which);
  const query = options.detach === true ? { detach: true } : {};
  await client.call(atRevision(request(removeTemplate, { path: { id: template.id }, query }), template));
  if (options.json === true) await printJson(context, { id: template.id, deleted: true });
  else context.terminal.say(`Deleted template ${template.name}. Runs that have started keep their configuration`);
}
