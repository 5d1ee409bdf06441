import { isUuid, newId } from '@throughline/contracts';
import { suggestRules, type RuleSuggestion } from '@throughline/domain';
import type { RuledDocuments } from '../adapters/projection/index.js';
import { cleanTags, cleanText } from '../items/index.js';
import { recordsOfRows, type AdministrationLog } from '../people/administration-log/index.js';
import { Problem, invalid, notFound } from '../kit/http/problems/problem.js';
import { changeAtRevision, type RevisionCheck, type RowRequest } from '../kit/http/requests/change-at-revision.js';
import {
  MAX_RULES,
  type DocumentRuleContent,
  type DocumentRuleId,
  type SavedDocumentRule,
  type UsedDocumentRule,
} from './document-rule.js';
import type { DocumentRuleStore } from './document-rule-store.js';
import type { DocumentRuleBody } from './document-rules.dto.js';
import { MAX_RULE_BYTES, countRuleBytes } from './run-rules.js';

export interface DocumentRulesParts {
  readonly store: DocumentRuleStore;
  readonly documents: RuledDocuments;
  readonly log: AdministrationLog;
}

/** A sender may be a person, so the log of changes shows the names of rules only. */
const records = recordsOfRows<SavedDocumentRule>(
  'document_rule',
  ({ name, sender, tags, type, isEnabled }) => ({ name, sender, tags, type, enabled: isEnabled }),
  ['name'],
);

function requireFreeName<T>(result: T | 'name-taken'): T {
  if (result === 'name-taken') throw new Problem('document-rule-name-taken');
  return result;
}

/** A change that makes the rules smaller always has room. */
function requireRoom(before: Parameters<typeof countRuleBytes>[0], after: Parameters<typeof countRuleBytes>[0]): void {
  const bytes = countRuleBytes(after);
  if (bytes <= MAX_RULE_BYTES || bytes < countRuleBytes(before)) return;
  const [is, most] = [bytes, MAX_RULE_BYTES].map((each) => each.toLocaleString('en'));
  throw new Problem('document-rules-too-large', {
    detail: `The rules of the library would have ${String(is)} bytes together; ${String(most)} is the most.`,
  });
}

function readContent({ name, sender, tags, type, enabled }: DocumentRuleBody): DocumentRuleContent {
  const content = {
    name,
    sender: cleanText(sender, '/sender'),
    tags: cleanTags(tags ?? [], 'tags'),
    type: typeof type === 'string' ? cleanText(type, '/type') : null,
    isEnabled: enabled ?? true,
  };
  if (content.tags.length === 0 && content.type === null)
    throw invalid([{ pointer: '', message: 'must have tags, a type, or both: a rule without them changes nothing' }]);
  return content;
}

/** The rules of a library for its documents. Those of other libraries do not exist for the caller (USR-01). */
export class DocumentRules {
  constructor(private readonly parts: DocumentRulesParts) {}

  async list(libraryId: string): Promise<readonly UsedDocumentRule[]> {
    const { store, documents } = this.parts;
    const [rules, counts] = await Promise.all([store.list(libraryId), documents.countByRule(libraryId)]);
    return rules.map((rule) => ({ rule, documents: counts.get(rule.key) ?? 0 }));
  }

  async read(libraryId: string, id: DocumentRuleId): Promise<UsedDocumentRule> {
    return this.#used(await this.#find(libraryId, id));
  }

  async add(libraryId: string, body: DocumentRuleBody): Promise<UsedDocumentRule> {
    const { log, store } = this.parts;
    const content = readContent(body);
    const rules = await store.list(libraryId);
    // Requests at the same moment can exceed the number a little, which the limit of bytes allows for.
    if (rules.length >= MAX_RULES) throw new Problem('too-many-document-rules');
    requireRoom(rules, [...rules, { ...content, key: newId() }]);
    const added = await log.change(
      () => store.insert({ libraryId, ...content }),
      (one) => one !== 'name-taken' && records.created(one),
    );
    return this.#used(requireFreeName(added));
  }

  async replace(at: RowRequest, body: DocumentRuleBody): Promise<UsedDocumentRule> {
    const { log, store } = this.parts;
    const content = readContent(body);
    const rule = await changeAtRevision(this.#check(at), async (read) => {
      const rules = await store.list(at.libraryId);
      requireRoom(
        rules,
        rules.map((one) => (one.id === read.id ? { ...one, ...content } : one)),
      );
      return requireFreeName(
        await log.change(
          () => store.replace(read, content),
          (after) => typeof after !== 'string' && records.changed(read, after),
        ),
      );
    });
    return this.#used(rule);
  }

  async remove(at: RowRequest): Promise<void> {
    const { log, store } = this.parts;
    await changeAtRevision(this.#check(at), async (read) => {
      const isRemoved = await log.change(
        () => store.remove(read),
        (isDone) => isDone && records.deleted(read),
      );
      return isRemoved ? 'removed' : 'stale';
    });
  }

  async suggestions(libraryId: string): Promise<readonly RuleSuggestion[]> {
    return (await this.#suggest(libraryId)).open;
  }

  /** Returns the dismissed suggestions that would be made now. A dismissal keeps no sender, so the others have no words. */
  async dismissed(libraryId: string): Promise<readonly RuleSuggestion[]> {
    return (await this.#suggest(libraryId)).dismissed;
  }

  /** Throws if there is no such suggestion. A second dismissal changes nothing. */
  async dismiss(libraryId: string, id: string): Promise<void> {
    const { store } = this.parts;
    if ((await store.dismissed(libraryId)).has(id)) return;
    await this.#requireSuggested(libraryId, id);
    await store.dismiss(libraryId, id);
  }

  /** Takes a dismissal back. Throws if there is none, and no such suggestion. */
  async bringBack(libraryId: string, id: string): Promise<void> {
    if (isUuid(id) && (await this.parts.store.bringBack(libraryId, id))) return;
    await this.#requireSuggested(libraryId, id);
  }

  async #requireSuggested(libraryId: string, id: string): Promise<void> {
    if (!(await this.suggestions(libraryId)).some((one) => one.id === id)) throw notFound();
  }

  async #suggest(libraryId: string): Promise<ReturnType<typeof suggestRules>> {
    const { store, documents } = this.parts;
    const [rules, corrected, dismissed] = await Promise.all([
      store.list(libraryId),
      documents.corrected(libraryId),
      store.dismissed(libraryId),
    ]);
    const known = rules.map(({ type, ...rule }) => ({ ...rule, tags: [...rule.tags], ...(type === null ? {} : { type }) }));
    return suggestRules(corrected, known, dismissed);
  }

  async #used(rule: SavedDocumentRule): Promise<UsedDocumentRule> {
    const counts = await this.parts.documents.countByRule(rule.libraryId);
    return { rule, documents: counts.get(rule.key) ?? 0 };
  }

  async #find(libraryId: string, id: DocumentRuleId): Promise<SavedDocumentRule> {
    const found = await this.parts.store.find(libraryId, id);
    if (found === undefined) throw notFound();
    return found;
  }

  #check({ libraryId, id, ifMatch }: RowRequest): RevisionCheck<SavedDocumentRule> {
    return { ifMatch, read: () => this.#find(libraryId, id), otherwise: 'document-rule-changed' };
  }
}
