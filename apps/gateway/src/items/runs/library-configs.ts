import type { LibraryConfig, ServerConfig } from '@throughline/domain';
import DataLoader from 'dataloader';
import { limitEntries } from '@throughline/service-kit';
import { LRUCache } from 'lru-cache';
import type { LibraryOutputs, LoadedOutputs } from '../../outputs/index.js';
import type { SavedSettings, SavedSettingsReader } from './saved-settings.js';

const REMEMBERED = limitEntries(10_000);

interface LoadedConfig {
  /** Equal only for equal settings. */
  readonly version: string;
  readonly config: LibraryConfig;
}

export interface LibraryStores {
  readonly saved: SavedSettingsReader;
  readonly outputs: Pick<LibraryOutputs, 'load'>;
}

const versionOf = ({ settings, templates }: SavedSettings, { ownOutputs }: LoadedOutputs): string => {
  const revisions = [settings, ...templates].map((each) => ['id' in each ? each.id : 0, each.revision]);
  return JSON.stringify([revisions, ownOutputs]);
};

/**
 * The settings that runs of each library take from outside of their items. Runs, previews and allowed actions share one
 * load for all requests of a tick.
 */
export class LibraryConfigs {
  readonly #known = new LRUCache<string, LoadedConfig>(REMEMBERED);
  readonly #loader = new DataLoader<string, LibraryConfig>(
    async (ids) => {
      const found = new Map(await Promise.all([...new Set(ids)].map(async (id) => [id, await this.#load(id)] as const)));
      return ids.map((id) => found.get(id) ?? this.server);
    },
    { cache: false },
  );

  constructor(
    private readonly server: ServerConfig,
    private readonly stores: LibraryStores,
    private readonly onProblem: (error: unknown) => void,
  ) {}

  /** Loads the settings for a run. */
  of(libraryId: string): Promise<LibraryConfig> {
    return this.#loader.load(libraryId);
  }

  /** Loads the settings for an answer. Without the database it shows those that were loaded last. */
  refresh(libraryId: string): Promise<LibraryConfig> {
    return this.of(libraryId).catch((error: unknown) => {
      this.onProblem(error);
      return this.known(libraryId);
    });
  }

  /** Returns the settings that were loaded last: the same object until they change. */
  known(libraryId: string): LibraryConfig {
    return this.#known.get(libraryId)?.config ?? this.server;
  }

  async #load(libraryId: string): Promise<LibraryConfig> {
    const [stored, outputs] = await Promise.all([this.stores.saved.load(libraryId), this.stores.outputs.load(libraryId)]);
    // The ids of patterns in the definitions stand for their texts.
    const version = versionOf(stored, outputs);
    const before = this.#known.get(libraryId);
    if (before?.version === version) return before.config;
    const templates = stored.templates.map(
      ({ id, name, isDraft, config }) => [id, { id, name, isDraft, settings: config }] as const,
    );
    const config = { ...this.server, ...outputs, user: stored.settings.config, templates: new Map(templates) };
    this.#known.set(libraryId, { version, config });
    return config;
  }
}
