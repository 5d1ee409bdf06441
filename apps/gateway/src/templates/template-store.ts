import type { SharedSettings } from '@throughline/contracts';
import type { LibraryConfig, NewTemplate, Template, TemplateContent, TemplateId, UserSettings } from './template.js';
import type { Token } from '../kit/provide.js';

/** A row as the caller has read it. */
export type ReadRevision = Pick<Template, 'id' | 'revision'>;

export type RowToRemove = Pick<ReadRevision, 'id'> & Partial<ReadRevision>;

/** Changes succeed only at the revision that was read; `stale` also means that the row no longer exists. */
export interface TemplateStore {
  /** Loads a library's settings and templates in one query. A library that does not exist has neither. */
  load(libraryId: string): Promise<LibraryConfig>;
  /** Returns texts that differ after each change of the settings or the templates of a library. Unknown libraries are absent. */
  versionsOf(libraryIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
  find(libraryId: string, id: TemplateId): Promise<Template | undefined>;
  insert(template: NewTemplate): Promise<Template | 'name-taken'>;
  replace(read: ReadRevision, content: TemplateContent): Promise<Template | 'name-taken' | 'stale'>;
  /** Removes any revision if none is given. Returns false if the revision is stale. */
  remove(read: RowToRemove): Promise<boolean>;
  replaceSettings(libraryId: string, revision: number, config: SharedSettings): Promise<UserSettings | 'stale'>;
}

export const TEMPLATE_STORE: Token<TemplateStore> = Symbol('TemplateStore');
