import { readSharedConfig, type SharedConfigBody } from '../items/index.js';
import type { AdministrationLog } from '../people/administration-log/index.js';
import { changeAtRevision } from '../kit/http/requests/change-at-revision.js';
import type { CheckedSettings, UserSettings } from './template.js';
import { replaceLibrarySettings } from './template-records.js';
import { findProblems, type TemplateRuns } from './template-problems.js';
import type { TemplateStore } from './template-store.js';

/** The settings that all runs of a library start from. */
export class LibrarySettings {
  constructor(
    private readonly parts: { readonly store: TemplateStore; readonly runs: TemplateRuns; readonly log: AdministrationLog },
  ) {}

  async read(libraryId: string): Promise<CheckedSettings> {
    return this.#checked(libraryId, (await this.parts.store.load(libraryId)).settings);
  }

  async replace(libraryId: string, body: SharedConfigBody, ifMatch: string | undefined): Promise<CheckedSettings> {
    const { store, runs } = this.parts;
    const settings = await changeAtRevision(
      { ifMatch, read: async () => (await store.load(libraryId)).settings, otherwise: 'settings-changed' },
      async (before) =>
        replaceLibrarySettings(this.parts, libraryId, before, readSharedConfig(body, runs, await runs.library(libraryId))),
    );
    return this.#checked(libraryId, settings);
  }

  async #checked(libraryId: string, settings: UserSettings): Promise<CheckedSettings> {
    const { templates } = await this.parts.store.load(libraryId);
    const problems = await findProblems(libraryId, { settings, templates }, this.parts.runs);
    const unusableTemplates = templates.flatMap(({ id, name }) => {
      const problem = problems.get(id);
      return problem === undefined ? [] : [{ id, name, ...problem }];
    });
    return { ...settings, unusableTemplates };
  }
}
