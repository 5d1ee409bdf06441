import { freeRuleName, type DocumentRule, type DocumentRuleSuggestion } from '@throughline/api-client';
import { settingsText } from '../texts/settings-text.js';
import type { RuleContent } from './rules-api.js';

/** A rule as its form shows it. Tags are a text, with commas between them. */
export interface RuleDraft {
  readonly name: string;
  readonly sender: string;
  readonly tags: string;
  readonly type: string;
  readonly enabled: boolean;
}

export const NEW_RULE: RuleDraft = { name: '', sender: '', tags: '', type: '', enabled: true };

export const draftOfRule = ({ name, sender, tags, type, enabled }: DocumentRule): RuleDraft => ({
  ...{ name, sender, enabled },
  tags: tags.join(', '),
  type: type ?? '',
});

/**
 * Returns the rule that a suggestion is about, with a name that no other rule has. The name is the effect: the sender may be a
 * person, and the administration log keeps names of rules.
 */
export const draftOfSuggestion = (suggestion: DocumentRuleSuggestion, taken: readonly string[]): RuleDraft => ({
  ...{ sender: suggestion.sender, enabled: true },
  name: freeRuleName(settingsText.documentRules.effect(suggestion.tags, suggestion.type), taken),
  tags: suggestion.tags.join(', '),
  type: suggestion.type ?? '',
});

const readTags = (typed: string): string[] => [
  ...new Set(
    typed
      .split(',')
      .map((tag) => tag.trim())
      .filter((tag) => tag !== ''),
  ),
];

export const contentOf = ({ name, sender, tags, type, enabled }: RuleDraft): RuleContent => ({
  ...{ name, sender, enabled },
  tags: readTags(tags),
  type: type.trim() === '' ? null : type.trim(),
});

/** Returns true for a rule that would change nothing. */
export const hasNoEffect = (draft: RuleDraft): boolean => readTags(draft.tags).length === 0 && draft.type.trim() === '';
