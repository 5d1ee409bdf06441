import { isObject, type AppliedRule, type DocumentRule } from '@throughline/contracts';
import { findNewTags } from '../../asset/document-rules.js';

/** Returns a comparable sender: people and documents write the same one with other capitals and blanks. */
export const senderKey = (sender: string): string => sender.normalize('NFKC').trim().replaceAll(/\s+/g, ' ').toLowerCase();

/** Returns the sender of a document: that of a person before the found one, sure or not. Null: a person has cleared it. */
export function findSender(
  { findings, sender }: Readonly<Record<string, unknown>>,
  { sender: own }: { readonly sender?: string | null },
): string | undefined {
  if (own !== undefined) return own ?? undefined;
  const found = (isObject(findings) && isObject(findings['sender']) ? findings['sender']['value'] : undefined) ?? sender;
  return typeof found === 'string' ? found : undefined;
}

/** A document whose fields were just found. */
export interface RuledDocument {
  /** The sender that a person has written, else the found one. */
  readonly sender: string | undefined;
  readonly tags: readonly string[];
  /** The number of tags that the document may have. */
  readonly maxTags: number;
  /** A person has set the tags, so that rules add none. */
  readonly hasOwnTags: boolean;
  /** A person has set or cleared the type, so that rules set none. */
  readonly hasOwnType: boolean;
}

/** Returns what the rules give a document, in the order of the rules. A rule that gives it nothing is absent. */
export function applyDocumentRules(rules: readonly DocumentRule[], document: RuledDocument): readonly AppliedRule[] {
  const { sender, hasOwnTags, maxTags } = document;
  if (sender === undefined) return [];
  const key = senderKey(sender);
  let tags = document.tags;
  let hasType = document.hasOwnType;
  return rules
    .filter((rule) => senderKey(rule.sender) === key)
    .flatMap((rule) => {
      const added = hasOwnTags ? [] : findNewTags(rule.tags, tags).slice(0, Math.max(0, maxTags - tags.length));
      const type = hasType ? undefined : rule.type;
      tags = [...tags, ...added];
      hasType ||= type !== undefined;
      if (added.length === 0 && type === undefined) return [];
      return [{ key: rule.key, name: rule.name, tags: [...added], ...(type === undefined ? {} : { type }) }];
    });
}

/** Returns the fields that a rule has given a document. */
export const fieldsOfRule = ({ tags, type }: AppliedRule): readonly ('type' | 'tags')[] => [
  ...(type === undefined ? [] : (['type'] as const)),
  ...(tags.length === 0 ? [] : (['tags'] as const)),
];
