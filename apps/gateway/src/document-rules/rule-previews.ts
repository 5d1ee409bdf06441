import { senderKey } from '@throughline/domain';
import type { RuledDocuments } from '../adapters/projection/index.js';
import type { BulkCommand, BulkCommands } from '../batches/bulk/index.js';
import { MAX_BULK_ITEMS } from '../items/index.js';
import type { Principal } from '../kit/http/access.js';
import { Problem, notFound } from '../kit/http/problems/problem.js';
import type { DocumentRuleId } from './document-rule.js';
import type { DocumentRuleStore } from './document-rule-store.js';
import { toRunRule } from './run-rules.js';

/** Senders are compared here and not in SQL, which folds capital letters and spaces by other rules. */
const PAGE = 1_000;

export interface RulePreviewParts {
  readonly store: Pick<DocumentRuleStore, 'find'>;
  readonly documents: Pick<RuledDocuments, 'listSenders'>;
  readonly bulk: Pick<BulkCommands, 'preview'>;
}

/** Previews a rule on the documents that are there already. A bulk command carries it out. */
export class RulePreviews {
  constructor(private readonly parts: RulePreviewParts) {}

  async preview(by: Principal, id: DocumentRuleId): Promise<BulkCommand> {
    const rule = await this.parts.store.find(by.ownerId, id);
    if (rule === undefined) throw notFound();
    if (!rule.isEnabled) throw new Problem('document-rule-off');
    const ids = await this.#ofSender(by.ownerId, rule.sender);
    const request = { noun: 'document', action: 'apply_rule', body: { rule: toRunRule(rule) } } as const;
    return this.parts.bulk.preview(by, { ...request, selection: { ids, filters: undefined } });
  }

  /** Returns the documents of a sender, newest first. */
  async #ofSender(libraryId: string, sender: string): Promise<readonly string[]> {
    const key = senderKey(sender);
    const ids: string[] = [];
    for (let before: string | undefined; ;) {
      const page = await this.parts.documents.listSenders(libraryId, { before, limit: PAGE });
      ids.push(...page.flatMap((one) => (one.sender !== undefined && senderKey(one.sender) === key ? [one.id] : [])));
      if (ids.length > MAX_BULK_ITEMS) throw new Problem('too-many-documents-of-sender');
      before = page.at(-1)?.id;
      if (page.length < PAGE) return ids;
    }
  }
}
