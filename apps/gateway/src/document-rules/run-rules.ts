import type { DocumentRule } from '@throughline/contracts';
import type { DocumentRuleContent, SavedDocumentRule } from './document-rule.js';

/**
 * Bytes that the rules of a library may have together. Each run of a document seals all rules into its first commit, which has
 * room for three times as much: requests at the same moment can exceed this limit a little.
 */
export const MAX_RULE_BYTES = 65_536;

export const toRunRule = ({
  key,
  name,
  sender,
  tags,
  type,
}: DocumentRuleContent & Pick<SavedDocumentRule, 'key'>): DocumentRule => ({
  ...{ key, name, sender, tags: [...tags] },
  ...(type === null ? {} : { type }),
});

/** Returns the rules that are on, as runs take them over. */
export const toRunRules = (rules: readonly SavedDocumentRule[]): readonly DocumentRule[] =>
  rules.filter(({ isEnabled }) => isEnabled).map(toRunRule);

/** Rules that are off count too, so that every rule can be switched on. */
export const countRuleBytes = (rules: readonly Parameters<typeof toRunRule>[0][]): number =>
  Buffer.byteLength(JSON.stringify(rules.map(toRunRule)));
