import type { StoredSettings } from '@throughline/contracts';
import { Problem } from '../../http/problems/problem.js';
import type { TemplateStore } from '../../templates/index.js';

const hasName = ({ output_config }: StoredSettings, name: string): boolean => output_config?.outputs?.includes(name) === true;

/** Without any other output, the list stays empty: without the list, runs would deliver to the shared outputs instead. */
const withoutName = ({ output_config = {}, ...config }: StoredSettings, name: string): StoredSettings => ({
  ...config,
  output_config: { ...output_config, outputs: output_config.outputs?.filter((one) => one !== name) ?? [] },
});

/** The templates and the settings of a library that name an output. */
export class OutputUses {
  constructor(private readonly store: Pick<TemplateStore, 'load' | 'replace' | 'replaceSettings'>) {}

  async requireUnused(libraryId: string, name: string): Promise<void> {
    const { settings, templates } = await this.store.load(libraryId);
    const users = [
      ...templates.filter(({ config }) => hasName(config, name)).map((template) => `the template ${template.name}`),
      ...(hasName(settings.config, name) ? ['your settings'] : []),
    ];
    if (users.length > 0) throw new Problem('preset-in-use', { detail: `These name the output: ${users.join(', ')}.` });
  }

  /** Removes the name wherever it is. A row that another request changes meanwhile is decided again. */
  async detach(libraryId: string, name: string): Promise<void> {
    const { settings, templates } = await this.store.load(libraryId);
    const written: unknown[] = [];
    for (const template of templates)
      if (hasName(template.config, name))
        written.push(await this.store.replace(template, { ...template, config: withoutName(template.config, name) }));
    if (hasName(settings.config, name))
      written.push(await this.store.replaceSettings(libraryId, settings.revision, withoutName(settings.config, name)));
    if (written.includes('stale')) await this.detach(libraryId, name);
  }
}
