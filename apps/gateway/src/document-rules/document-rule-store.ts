import type { Token } from '../kit/provide.js';
import type { RunRules } from '../items/index.js';
import type { DocumentRuleContent, DocumentRuleId, NewDocumentRule, SavedDocumentRule } from './document-rule.js';

/** A row as the caller has read it. */
export type ReadRule = Pick<SavedDocumentRule, 'id' | 'revision'>;

/** Changes succeed only at the revision that was read; `stale` also means that the row no longer exists. */
export interface DocumentRuleStore extends RunRules {
  /** Oldest first: in the order in which the rules apply. */
  list(libraryId: string): Promise<readonly SavedDocumentRule[]>;
  find(libraryId: string, id: DocumentRuleId): Promise<SavedDocumentRule | undefined>;
  insert(rule: NewDocumentRule): Promise<SavedDocumentRule | 'name-taken'>;
  replace(read: ReadRule, content: DocumentRuleContent): Promise<SavedDocumentRule | 'name-taken' | 'stale'>;
  /** Returns false if the revision is stale. */
  remove(read: ReadRule): Promise<boolean>;
  /** Returns the ids of the suggestions that people of the library have dismissed. */
  dismissed(libraryId: string): Promise<ReadonlySet<string>>;
  /** A repetition changes nothing. */
  dismiss(libraryId: string, suggestion: string): Promise<void>;
  /** Takes a dismissal back. Returns false if there is none. */
  bringBack(libraryId: string, suggestion: string): Promise<boolean>;
}

export const DOCUMENT_RULE_STORE: Token<DocumentRuleStore> = Symbol('DocumentRuleStore');
