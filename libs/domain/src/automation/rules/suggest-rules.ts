import { ruleSuggestionIdFor, type DocumentRule } from '@throughline/contracts';
import { tagKey } from '../../asset/document-rules.js';
import { senderKey } from './document-rules.js';

/** People must have decided the same way for this many documents of a sender. */
export const FEWEST_DOCUMENTS = 3;

/** A document with what people gave it, whatever was found. */
export interface CorrectedDocument {
  readonly id: string;
  readonly title: string | undefined;
  /** The date in the document. */
  readonly date: string | undefined;
  readonly registeredAt: string;
  readonly sender: string | undefined;
  /** Absent: no person has set the tags. */
  readonly tags?: readonly string[];
  /** Null: a person has cleared the type. Absent: no person has set it. */
  readonly type?: string | null;
}

export type EvidenceDocument = Pick<CorrectedDocument, 'id' | 'title' | 'date' | 'registeredAt'>;

export interface RuleSuggestion {
  readonly id: string;
  /** The spelling of the newest document. */
  readonly sender: string;
  readonly tags: readonly string[];
  readonly type?: string;
  /** The documents that people gave the tag or the type, newest first. */
  readonly documents: readonly EvidenceDocument[];
  /** The number of documents of the sender in which people have decided otherwise. */
  readonly otherwise: number;
}

interface Decision {
  readonly field: 'tags' | 'type';
  readonly value: string;
}

const valueKey = ({ field, value }: Decision): string => `${field}:${value.normalize('NFC').toLowerCase().trim()}`;

const decisionsOf = ({ tags = [], type }: CorrectedDocument): readonly Decision[] => [
  ...tags.map((value) => ({ field: 'tags', value }) as const),
  ...(type == null ? [] : [{ field: 'type', value: type } as const]),
];

/** Groups documents by a key. Documents without one are left out. */
function groupBy<T>(all: readonly T[], keyOf: (one: T) => string | undefined): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const key = keyOf(one);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return groups;
}

/** Returns true if a rule for the sender says so already, or says another type. A rule that is off counts too: people know it. */
const isRuled = (
  rules: readonly Pick<DocumentRule, 'sender' | 'tags' | 'type'>[],
  key: string,
  { field, value }: Decision,
): boolean =>
  rules.some(
    (rule) =>
      senderKey(rule.sender) === key &&
      (field === 'type' ? rule.type !== undefined : rule.tags.some((tag) => tagKey(tag) === tagKey(value))),
  );

function suggestForSender(key: string, documents: readonly CorrectedDocument[], sender: string): readonly RuleSuggestion[] {
  const decisions = documents.flatMap((document) => decisionsOf(document).map((decision) => ({ decision, document })));
  return [...groupBy(decisions, ({ decision }) => valueKey(decision)).entries()].flatMap(([each, group]) => {
    const [{ decision } = { decision: undefined }] = group;
    if (decision === undefined || group.length < FEWEST_DOCUMENTS) return [];
    const { field, value } = decision;
    const evidenceSet = new Set(group.map(({ document }) => document));
    const evidence = documents.filter((document) => evidenceSet.has(document));
    const otherwise = documents.filter((document) => document[field] !== undefined && !evidenceSet.has(document)).length;
    if (evidence.length < FEWEST_DOCUMENTS || evidence.length <= otherwise) return [];
    return [
      {
        id: ruleSuggestionIdFor({ sender: key, field, value: each }),
        sender,
        tags: field === 'tags' ? [value] : [],
        ...(field === 'type' ? { type: value } : {}),
        documents: evidence.map(({ id, title, date, registeredAt }) => ({ id, title, date, registeredAt })),
        otherwise,
      },
    ];
  });
}

/**
 * Suggests a rule where people gave most corrected documents of a sender the same tag or type. The documents come newest first.
 * The strongest suggestion is the first. Those that people have dismissed are apart.
 */
export function suggestRules(
  documents: readonly CorrectedDocument[],
  rules: readonly Pick<DocumentRule, 'sender' | 'tags' | 'type'>[],
  dismissed: ReadonlySet<string>,
): { readonly open: readonly RuleSuggestion[]; readonly dismissed: readonly RuleSuggestion[] } {
  const bySender = groupBy(documents, ({ sender }) => (sender === undefined ? undefined : senderKey(sender)));
  const all = [...bySender.entries()]
    .flatMap(([key, ofSender]) =>
      suggestForSender(key, ofSender, ofSender[0]?.sender?.trim() ?? key).filter(
        ({ tags: [tag], type = '' }) =>
          !isRuled(rules, key, tag === undefined ? { field: 'type', value: type } : { field: 'tags', value: tag }),
      ),
    )
    .sort((one, other) => other.documents.length - one.documents.length || (one.sender < other.sender ? -1 : 1));
  return { open: all.filter(({ id }) => !dismissed.has(id)), dismissed: all.filter(({ id }) => dismissed.has(id)) };
}
