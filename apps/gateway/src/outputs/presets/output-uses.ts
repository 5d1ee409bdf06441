import type { SharedSettings } from '@throughline/contracts';
import { isPresent } from '@throughline/domain';
import type { AdministrationLog } from '../../administration-log/index.js';
import { changeChannel, type ChannelAnnouncer, type ChannelStore } from '../../channels/index.js';
import { Problem } from '../../http/problems/problem.js';
import type { ItemUpdates } from '../../items/index.js';
import type { OutputItems } from '../../projection/index.js';
import { replaceLibrarySettings, replaceTemplate, type TemplateStore } from '../../templates/index.js';
import type { OutputUse } from './preset.js';

export interface OutputUsesParts {
  readonly templates: Pick<TemplateStore, 'load' | 'replace' | 'replaceSettings'>;
  readonly channels: Pick<ChannelStore, 'list' | 'change'>;
  readonly log: AdministrationLog;
  readonly announce: ChannelAnnouncer;
  readonly items: OutputItems;
  readonly updates: Pick<ItemUpdates, 'requireFreshRows' | 'send'>;
}

export interface NamedOutput {
  readonly libraryId: string;
  readonly name: string;
}

const hasName = ({ output_config }: SharedSettings, name: string): boolean => output_config?.outputs?.includes(name) === true;

/** Without any other output, the list stays empty: without the list, runs would deliver to the shared outputs instead. */
const withoutName = ({ output_config = {}, ...config }: SharedSettings, name: string): SharedSettings => ({
  ...config,
  output_config: { ...output_config, outputs: output_config.outputs?.filter((one) => one !== name) ?? [] },
});

const itemsText = (count: number): string => `${String(count)} ${count === 1 ? 'item' : 'items'}`;

/** Lists what prevents a deletion. Running items do not: they keep the definition of the output. */
const listUsers = ({ templates, channels, settings, preferences }: OutputUse): readonly string[] => [
  ...templates.map((template) => `the template ${template}`),
  ...(settings ? ['your settings'] : []),
  ...channels.map((channel) => `the channel ${channel}`),
  ...(preferences > 0 ? [`the preferences of ${itemsText(preferences)}`] : []),
];

/** The templates, the settings, the channels and the items of a library that name an output. */
export class OutputUses {
  constructor(private readonly parts: OutputUsesParts) {}

  /** Returns a look-up for the outputs of a library. */
  async read(libraryId: string): Promise<(name: string) => OutputUse> {
    const { templates: stored, channels: channelStore, items } = this.parts;
    const [{ templates, settings }, channels, counts] = await Promise.all([
      stored.load(libraryId),
      channelStore.list(libraryId),
      items.count(libraryId),
    ]);
    return (name) => ({
      templates: templates.flatMap((template) => (hasName(template.config, name) ? [template.name] : [])),
      channels: channels.flatMap((channel) => (channel.outputs.includes(name) ? [channel.name] : [])),
      settings: hasName(settings.config, name),
      ...(counts.get(name) ?? { preferences: 0, running: 0 }),
    });
  }

  /** Throws while the rows may lack an item whose preferences name an output. */
  requireKnown(libraryId: string): Promise<void> {
    return this.parts.updates.requireFreshRows(libraryId);
  }

  async requireUnused({ libraryId, name }: NamedOutput): Promise<void> {
    await this.requireKnown(libraryId);
    const users = listUsers((await this.read(libraryId))(name));
    if (users.length > 0) throw new Problem('preset-in-use', { detail: `These name the output: ${users.join(', ')}.` });
  }

  /** Removes the name wherever it is. A row that another request changes meanwhile is decided again. */
  async detach(output: NamedOutput, by: string): Promise<void> {
    await this.#detachSettings(output);
    await this.#detachChannels(output);
    const { libraryId, name } = output;
    const items = await this.parts.items.preferring(libraryId, name);
    await this.parts.updates.send({ libraryId, items, by }, (state, common) => {
      const preferences = (isPresent(state) ? state.preferences : undefined) ?? {};
      return {
        type: 'SetPreferences',
        ...common,
        preferences: hasName(preferences, name) ? withoutName(preferences, name) : preferences,
      };
    });
  }

  async #detachSettings({ libraryId, name }: NamedOutput): Promise<void> {
    const { templates: store, log } = this.parts;
    const { settings, templates } = await store.load(libraryId);
    const written: unknown[] = [];
    for (const template of templates)
      if (hasName(template.config, name))
        written.push(
          await replaceTemplate({ store, log }, template, { ...template, config: withoutName(template.config, name) }),
        );
    if (hasName(settings.config, name))
      written.push(await replaceLibrarySettings({ store, log }, libraryId, settings, withoutName(settings.config, name)));
    if (written.includes('stale')) await this.#detachSettings({ libraryId, name });
  }

  async #detachChannels({ libraryId, name }: NamedOutput): Promise<void> {
    const { channels: store, announce: tell, log } = this.parts;
    const written: unknown[] = [];
    for (const { id, version, outputs } of await store.list(libraryId)) {
      if (!outputs.includes(name)) continue;
      const change = { outputs: outputs.filter((one) => one !== name) };
      const { kind } = await changeChannel({ store, log }, id, change, {
        isExpected: (channel) => channel.version === version,
        tell,
      });
      written.push(kind);
    }
    if (written.includes('other')) await this.#detachChannels({ libraryId, name });
  }
}
