import type { LibraryConfig, ServerConfig } from '@throughline/domain';
import { limitEntries } from '@throughline/service-kit';
import { LRUCache } from 'lru-cache';
import type { LibraryOutputs } from '../../outputs/index.js';
import { SharedStatements } from '../read/shared-statements.js';
import type { SavedSettingsReader } from './saved-settings.js';

const REMEMBERED = limitEntries(10_000);

interface Version {
  /** Equal only for equal settings. */
  readonly text: string;
  /** Later versions have higher numbers. */
  readonly read: number;
}

interface LoadedConfig {
  readonly version: Version;
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
  readonly #versions = new SharedStatements((ids) => this.#readVersions(ids), { concurrency: 1 });
  readonly #loading = new Map<string, Promise<LibraryConfig>>();
  #reads = 0;

  constructor(
    private readonly server: ServerConfig,
    private readonly stores: LibraryStores,
    private readonly onProblem: (error: unknown) => void,
  ) {}

  /** Loads the settings for a run. */
  async of(libraryId: string): Promise<LibraryConfig> {
    const version = await this.#versions.load(libraryId);
    if (version === undefined) return this.server;
    const before = this.#known.get(libraryId);
    return before?.version.text === version.text ? before.config : this.#loadOnce(libraryId, version);
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

  async #readVersions(ids: readonly string[]): Promise<ReadonlyMap<string, Version>> {
    const { saved, outputs } = this.stores;
    this.#reads += 1;
    const read = this.#reads;
    const [ofSaved, ofOutputs] = await Promise.all([saved.versionsOf(ids), outputs.versionsOf(ids)]);
    return new Map(ids.map((id) => [id, { text: `${ofSaved.get(id) ?? ''}/${ofOutputs.get(id) ?? ''}`, read }]));
  }

  /** Requests that find the same change share its load. */
  #loadOnce(libraryId: string, version: Version): Promise<LibraryConfig> {
    const change = `${libraryId}/${version.text}`;
    const running = this.#loading.get(change);
    if (running !== undefined) return running;
    const loading = this.#load(libraryId, version).finally(() => this.#loading.delete(change));
    this.#loading.set(change, loading);
    return loading;
  }

  /** `version` was read before: what is loaded may be newer, and is then loaded again by the next request. */
  async #load(libraryId: string, version: Version): Promise<LibraryConfig> {
    const [stored, outputs] = await Promise.all([this.stores.saved.load(libraryId), this.stores.outputs.load(libraryId)]);
    const templates = stored.templates.map(
      ({ id, name, isDraft, config }) => [id, { id, name, isDraft, settings: config }] as const,
    );
    const config = { ...this.server, ...outputs, user: stored.settings.config, templates: new Map(templates) };
    const newest = this.#known.get(libraryId);
    // A load that took longer must not bring back what was there before a change.
    if (newest !== undefined && newest.version.read > version.read) return newest.config;
    this.#known.set(libraryId, { version, config });
    return config;
  }
}
