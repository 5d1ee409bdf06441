import { readSavedConfig, type RunRequests, type SavedConfigBody } from '../items/index.js';
import { changeAtRevision } from '../http/requests/change-at-revision.js';
import type { UserSettings } from './template.js';
import type { TemplateStore } from './template-store.js';

/** The settings that all runs of a library start from. */
export class LibrarySettings {
  constructor(private readonly parts: { readonly store: TemplateStore; readonly runs: Pick<RunRequests, 'check' | 'library'> }) {}

  async read(libraryId: string): Promise<UserSettings> {
    return (await this.parts.store.load(libraryId)).settings;
  }

  replace(libraryId: string, body: SavedConfigBody, ifMatch: string | undefined): Promise<UserSettings> {
    const { store, runs } = this.parts;
    return changeAtRevision({ ifMatch, read: () => this.read(libraryId), otherwise: 'settings-changed' }, async ({ revision }) =>
      store.replaceSettings(libraryId, revision, readSavedConfig(body, runs, await runs.library(libraryId))),
    );
  }
}
