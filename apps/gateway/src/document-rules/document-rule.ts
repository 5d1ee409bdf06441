/** The API's number of a rule. Numbers are never reused. */
export type DocumentRuleId = number;

/** Documents of a sender get tags, a type, or both. */
export interface DocumentRuleContent {
  /** Unique within the library, whatever its case. */
  readonly name: string;
  readonly sender: string;
  readonly tags: readonly string[];
  readonly type: string | null;
  /** Only runs that start while the rule is on apply it. */
  readonly isEnabled: boolean;
}

export interface NewDocumentRule extends DocumentRuleContent {
  readonly libraryId: string;
}

export interface SavedDocumentRule extends NewDocumentRule {
  readonly id: DocumentRuleId;
  /** The id of the rule in events. */
  readonly key: string;
  readonly revision: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** A rule with the number of documents whose present result it has changed. */
export interface UsedDocumentRule {
  readonly rule: SavedDocumentRule;
  readonly documents: number;
}

export const MAX_RULES = 200;
