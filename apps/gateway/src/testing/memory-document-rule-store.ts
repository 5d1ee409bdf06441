import { newId, type DocumentRule } from '@throughline/contracts';
import type { DocumentRuleContent, DocumentRuleId, NewDocumentRule, SavedDocumentRule } from '../document-rules/document-rule.js';
import type { DocumentRuleStore, ReadRule } from '../document-rules/document-rule-store.js';
import { toRunRules } from '../document-rules/run-rules.js';

export class MemoryDocumentRuleStore implements DocumentRuleStore {
  readonly #rules = new Map<DocumentRuleId, SavedDocumentRule>();
  readonly #dismissed = new Map<string, Set<string>>();
  #last = 0;

  constructor(private readonly now: () => Date = () => new Date()) {}

  async rulesOf(libraryId: string): Promise<readonly DocumentRule[]> {
    return toRunRules(await this.list(libraryId));
  }

  list(libraryId: string): Promise<readonly SavedDocumentRule[]> {
    return Promise.resolve([...this.#rules.values()].filter((one) => one.libraryId === libraryId));
  }

  find(libraryId: string, id: DocumentRuleId): Promise<SavedDocumentRule | undefined> {
    const found = this.#rules.get(id);
    return Promise.resolve(found?.libraryId === libraryId ? found : undefined);
  }

  insert(rule: NewDocumentRule): Promise<SavedDocumentRule | 'name-taken'> {
    if (this.#isTaken(rule)) return Promise.resolve('name-taken');
    this.#last += 1;
    const at = this.now().toISOString();
    const added = { ...rule, id: this.#last, key: newId(), revision: 1, createdAt: at, updatedAt: at };
    this.#rules.set(added.id, added);
    return Promise.resolve(added);
  }

  replace(read: ReadRule, content: DocumentRuleContent): Promise<SavedDocumentRule | 'name-taken' | 'stale'> {
    const before = this.#at(read);
    if (before === undefined) return Promise.resolve('stale');
    const after = { ...before, ...content, revision: before.revision + 1, updatedAt: this.now().toISOString() };
    if (this.#isTaken(after)) return Promise.resolve('name-taken');
    this.#rules.set(after.id, after);
    return Promise.resolve(after);
  }

  remove(read: ReadRule): Promise<boolean> {
    return Promise.resolve(this.#at(read) !== undefined && this.#rules.delete(read.id));
  }

  dismissed(libraryId: string): Promise<ReadonlySet<string>> {
    return Promise.resolve(new Set(this.#dismissed.get(libraryId)));
  }

  dismiss(libraryId: string, suggestion: string): Promise<void> {
    this.#dismissed.set(libraryId, (this.#dismissed.get(libraryId) ?? new Set()).add(suggestion));
    return Promise.resolve();
  }

  bringBack(libraryId: string, suggestion: string): Promise<boolean> {
    return Promise.resolve(this.#dismissed.get(libraryId)?.delete(suggestion) === true);
  }

  #at({ id, revision }: ReadRule): SavedDocumentRule | undefined {
    const found = this.#rules.get(id);
    return found?.revision === revision ? found : undefined;
  }

  #isTaken({ id, libraryId, name }: NewDocumentRule & { readonly id?: DocumentRuleId }): boolean {
    const same = name.toLowerCase();
    return [...this.#rules.values()].some(
      (one) => one.id !== id && one.libraryId === libraryId && one.name.toLowerCase() === same,
    );
  }
}
