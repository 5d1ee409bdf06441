import type { DocumentRule } from '@throughline/contracts';
import { findEffectOnData, senderKey } from '@throughline/domain';
import type { DocumentSender, RuledDocuments } from '../adapters/projection/index.js';
import type { BulkCommand, BulkCommands } from '../batches/bulk/index.js';
import { MAX_BULK_ITEMS } from '../items/index.js';
import type { Principal } from '../kit/http/access.js';
import { Problem, notFound } from '../kit/http/problems/problem.js';
import { changeAtRevision, type RowRequest } from '../kit/http/requests/change-at-revision.js';
import type { SavedDocumentRule } from './document-rule.js';
import type { DocumentRuleStore } from './document-rule-store.js';
import { toRunRule } from './run-rules.js';

/** Senders are compared here and not in SQL, which folds capital letters and spaces by other rules. */
const PAGE = 1_000;

export interface RulePreviewParts {
  readonly store: Pick<DocumentRuleStore, 'find'>;
  readonly documents: Pick<RuledDocuments, 'listSenders'>;
  readonly bulk: Pick<BulkCommands, 'preview'>;
}

/** A document whose fields are being read again, or could not be read, refuses the rule. */
const wouldChange = (rule: DocumentRule, { isRead, personal }: DocumentSender): boolean =>
  isRead && 'given' in findEffectOnData(rule, personal);

/** Previews a rule on the documents that are there already. A bulk command carries it out. */
export class RulePreviews {
  constructor(private readonly parts: RulePreviewParts) {}

  /** Previews the revision of the rule that `If-Match` names: the caller shows that one above the counts. */
  preview(by: Principal, { libraryId, id, ifMatch }: RowRequest): Promise<BulkCommand> {
    const read = async (): Promise<SavedDocumentRule> => {
      const found = await this.parts.store.find(libraryId, id);
      if (found === undefined) throw notFound();
      return found;
    };
    return changeAtRevision({ ifMatch, read, otherwise: 'document-rule-changed' }, (rule) => this.#previewRule(by, rule));
  }

  async #previewRule(by: Principal, saved: SavedDocumentRule): Promise<BulkCommand> {
    if (!saved.isEnabled) throw new Problem('document-rule-off');
    const rule = toRunRule(saved);
    const ids = await this.#ofSender(by.ownerId, rule);
    const request = { noun: 'document', action: 'apply_rule', body: { rule } } as const;
    return this.parts.bulk.preview(by, { ...request, selection: { ids, filters: undefined } });
  }

  /**
   * Returns the documents of the sender: those that the rule would change before the others, newest first. If there are too many
   * for one bulk command, the next preview has the rest, because rows show what the rule has given.
   */
  async #ofSender(libraryId: string, rule: DocumentRule): Promise<readonly string[]> {
    const key = senderKey(rule.sender);
    const [changed, others]: [string[], string[]] = [[], []];
    for (let before: DocumentSender | undefined; changed.length < MAX_BULK_ITEMS;) {
      const page = await this.parts.documents.listSenders(libraryId, { before, limit: PAGE });
      for (const one of page)
        if (one.sender !== undefined && senderKey(one.sender) === key) (wouldChange(rule, one) ? changed : others).push(one.id);
      before = page.at(-1);
      if (page.length < PAGE) break;
    }
    return [...changed, ...others].slice(0, MAX_BULK_ITEMS);
  }
}
