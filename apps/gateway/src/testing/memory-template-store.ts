import type { SharedSettings } from '@throughline/contracts';
import type { LibraryConfig, NewTemplate, Template, TemplateContent, TemplateId, UserSettings } from '../templates/template.js';
import type { ReadRevision, RowToRemove, TemplateStore } from '../templates/template-store.js';

export class MemoryTemplateStore implements TemplateStore {
  readonly #templates = new Map<TemplateId, Template>();
  readonly #settings = new Map<string, UserSettings>();
  #last = 0;

  constructor(private readonly now: () => Date = () => new Date()) {}

  load(libraryId: string): Promise<LibraryConfig> {
    const templates = [...this.#templates.values()].filter((one) => one.libraryId === libraryId);
    return Promise.resolve({ settings: this.#settingsOf(libraryId), templates });
  }

  versionsOf(libraryIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const templates = [...this.#templates.values()];
    const versionOf = (library: string): string =>
      [
        String(this.#settingsOf(library).revision),
        ...templates
          .filter(({ libraryId }) => libraryId === library)
          .map(({ id, revision }) => `${String(id)}.${String(revision)}`),
      ].join(' ');
    return Promise.resolve(new Map(libraryIds.map((id) => [id, versionOf(id)])));
  }

  find(libraryId: string, id: TemplateId): Promise<Template | undefined> {
    const found = this.#templates.get(id);
    return Promise.resolve(found?.libraryId === libraryId ? found : undefined);
  }

  insert(template: NewTemplate): Promise<Template | 'name-taken'> {
    if (this.#isTaken(template)) return Promise.resolve('name-taken');
    this.#last += 1;
    const at = this.now().toISOString();
    const added = { ...template, id: this.#last, revision: 1, createdAt: at, updatedAt: at };
    this.#templates.set(added.id, added);
    return Promise.resolve(added);
  }

  replace(
    read: ReadRevision,
    { name, isDraft, config, matchingRules }: TemplateContent,
  ): Promise<Template | 'name-taken' | 'stale'> {
    const before = this.#at(read);
    if (before === undefined) return Promise.resolve('stale');
    const { matchingRules: _replaced, ...kept } = before;
    const content = { name, isDraft, config, ...(matchingRules === undefined ? {} : { matchingRules }) };
    const after = { ...kept, ...content, revision: before.revision + 1, updatedAt: this.now().toISOString() };
    if (this.#isTaken(after)) return Promise.resolve('name-taken');
    this.#templates.set(after.id, after);
    return Promise.resolve(after);
  }

  remove({ id, revision }: RowToRemove): Promise<boolean> {
    const isThere = revision === undefined || this.#at({ id, revision }) !== undefined;
    return Promise.resolve(isThere && this.#templates.delete(id));
  }

  replaceSettings(libraryId: string, revision: number, config: SharedSettings): Promise<UserSettings | 'stale'> {
    if (this.#settingsOf(libraryId).revision !== revision) return Promise.resolve('stale');
    const settings = { config, revision: revision + 1 };
    this.#settings.set(libraryId, settings);
    return Promise.resolve(settings);
  }

  #settingsOf(libraryId: string): UserSettings {
    return this.#settings.get(libraryId) ?? { config: {}, revision: 1 };
  }

  #at({ id, revision }: ReadRevision): Template | undefined {
    const found = this.#templates.get(id);
    return found?.revision === revision ? found : undefined;
  }

  #isTaken({ id, libraryId, name }: NewTemplate & { readonly id?: TemplateId }): boolean {
    const same = name.toLowerCase();
    return [...this.#templates.values()].some(
      (one) => one.id !== id && one.libraryId === libraryId && one.name.toLowerCase() === same,
    );
  }
}
