import type { AdministrationLog } from '../people/administration-log/index.js';
import { namesOutput, withoutOutput } from '../items/index.js';
import { named, OffersReference, type NamedKey, type Reference, type Uses } from '../kit/references/index.js';
import type { Template } from './template.js';
import { replaceLibrarySettings, replaceTemplate } from './template-records.js';
import type { TemplateStore } from './template-store.js';

export interface TemplateReferenceParts {
  readonly store: Pick<TemplateStore, 'load' | 'replace' | 'replaceSettings'>;
  readonly log: AdministrationLog;
}

export const isSourceNamedBy = ({ matchingRules }: Template, source: number): boolean =>
  matchingRules?.source_ids?.includes(source) === true;

/**
 * Returns the template without the source. If its conditions name no other source, it loses all of them: without the source it
 * would be used for items of every source.
 */
export function withoutSource({ matchingRules, ...template }: Template, source: number): Template {
  const sources = matchingRules?.source_ids?.filter((one) => one !== source) ?? [];
  return sources.length === 0 ? template : { ...template, matchingRules: { ...matchingRules, source_ids: sources } };
}

/** The templates whose conditions name a source. */
@OffersReference()
export class TemplatesOfSources implements Reference<'source', 'templates'> {
  readonly of = 'source';
  readonly by = 'templates';

  constructor(private readonly parts: TemplateReferenceParts) {}

  async list(libraryId: string): Promise<(source: number) => Uses['source']['templates']> {
    const { templates } = await this.parts.store.load(libraryId);
    return (source) => templates.filter((template) => isSourceNamedBy(template, source)).map(named);
  }

  async detach({ libraryId, key }: NamedKey<'source'>): Promise<void> {
    const written: unknown[] = [];
    for (const template of (await this.parts.store.load(libraryId)).templates)
      if (isSourceNamedBy(template, key)) written.push(await replaceTemplate(this.parts, template, withoutSource(template, key)));
    if (written.includes('stale')) await this.detach({ libraryId, key });
  }
}

/** The templates, and the settings of the library, whose runs deliver to an output. */
@OffersReference()
export class TemplatesOfOutputs implements Reference<'output', 'templates'> {
  readonly of = 'output';
  readonly by = 'templates';

  constructor(private readonly parts: TemplateReferenceParts) {}

  async list(libraryId: string): Promise<(output: string) => Uses['output']['templates']> {
    const { templates, settings } = await this.parts.store.load(libraryId);
    return (output) => ({
      names: templates.filter(({ config }) => namesOutput(config, output)).map(({ name }) => name),
      settings: namesOutput(settings.config, output),
    });
  }

  async detach({ libraryId, key }: NamedKey<'output'>): Promise<void> {
    const { settings, templates } = await this.parts.store.load(libraryId);
    const written: unknown[] = [];
    for (const template of templates)
      if (namesOutput(template.config, key))
        written.push(await replaceTemplate(this.parts, template, { ...template, config: withoutOutput(template.config, key) }));
    if (namesOutput(settings.config, key))
      written.push(await replaceLibrarySettings(this.parts, libraryId, settings, withoutOutput(settings.config, key)));
    if (written.includes('stale')) await this.detach({ libraryId, key });
  }
}
