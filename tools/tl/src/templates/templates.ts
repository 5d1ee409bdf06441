import { request } from '@throughline/api-client';
import { createTemplate as createTemplateOperation, replaceTemplate } from '@throughline/api-client/operations';
import { atRevision, once } from '../client/requests.js';
import { openClient, type CliContext, type CommonOptions } from '../commands/context.js';
import { mergeConfig } from '../commands/merge-config.js';
import { TEMPLATE_MEMBERS, readOverrides, type OverrideOptions } from '../commands/overrides.js';
import { CliError } from '../exit.js';
import { changesMatching, mergeMatching, type MatchingOptions } from './matching.js';
import { templates } from './template-resource.js';

export interface CreateTemplateOptions extends CommonOptions, MatchingOptions, Omit<OverrideOptions, 'template' | 'bind'> {
  readonly draft?: boolean;
}
export interface EditTemplateOptions extends CreateTemplateOptions {
  readonly name?: string;
}
export async function createTemplate(context: CliContext, name: string, options: CreateTemplateOptions): Promise<void> {
  const matching = mergeMatching(undefined, options);
  const overrides = await readOverrides(context, options, TEMPLATE_MEMBERS);
  const body = { name, is_draft: options.draft === true, ...matching, ...overrides };
  const client = await openClient(context, options);
  await templates.save(context, client, options, once(request(createTemplateOperation, { body })));
}

/** `tl template edit NAME`: sends the revision that it read, so that it does not overwrite a concurrent change. */
export async function editTemplate(context: CliContext, which: string, options: EditTemplateOptions): Promise<void> {
  const client = await openClient(context, options);
  const before = await templates.find(client, which);
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
  await templates.save(context, client, options, atRevision(change, before));
}
