import type { LibraryConfig, ServerConfig } from '@throughline/domain';
import { limitEntries } from '@throughline/service-kit';
import { LRUCache } from 'lru-cache';
import type { LibraryOutputs } from '../../outputs/index.js';
import { SharedStatements } from '../read/shared-statements.js';
import type { SavedSettingsReader } from './saved-settings.js';

const REMEMBERED = limitEntries(10_000);

interface LoadedConfig {
  /** Equal only for equal settings. */
  readonly version: string;
  readonly config: LibraryConfig;
}

export interface LibraryStores {
  readonly saved: SavedSettingsReader;
  readonly outputs: Pick<LibraryOutputs, 'load' | 'versionsOf'>;
}

/**
 * The settings that runs of each library take from outside of their items. Runs, previews and allowed actions ask for their versions,
 * with one statement for all requests that arrive while an earlier one runs. Only what has changed is loaded again.
 */
export class LibraryConfigs {
  readonly #known = new LRUCache<string, LoadedConfig>(REMEMBERED);
  readonly #current = new SharedStatements((ids) => this.#read(ids), { concurrency: 1 });

  constructor(
    private readonly server: ServerConfig,
    private readonly stores: LibraryStores,
    private readonly onProblem: (error: unknown) => void,
  ) {}

  /** Loads the settings for a run. */
  async of(libraryId: string): Promise<LibraryConfig> {
    return (await this.#current.load(libraryId)) ?? this.server;
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

  async #read(ids: readonly string[]): Promise<ReadonlyMap<string, LibraryConfig>> {
    const { saved, outputs } = this.stores;
    const [ofSaved, ofOutputs] = await Promise.all([saved.versionsOf(ids), outputs.versionsOf(ids)]);
    const versionOf = (id: string): string => `${ofSaved.get(id) ?? ''}/${ofOutputs.get(id) ?? ''}`;
    return new Map(await Promise.all(ids.map(async (id) => [id, await this.#load(id, versionOf(id))] as const)));
  }

  /** `version` was read before: what is loaded may be newer, and is then loaded again by the next request. */
  async #load(libraryId: string, version: string): Promise<LibraryConfig> {
    const before = this.#known.get(libraryId);
    if (before?.version === version) return before.config;
    const [stored, outputs] = await Promise.all([this.stores.saved.load(libraryId), this.stores.outputs.load(libraryId)]);
    const templates = stored.templates.map(
      ({ id, name, isDraft, config }) => [id, { id, name, isDraft, settings: config }] as const,
    );
    const config = { ...this.server, ...outputs, user: stored.settings.config, templates: new Map(templates) };
    this.#known.set(libraryId, { version, config });
    return config;
  }
}
