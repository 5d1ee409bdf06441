import type { DocumentRule, DocumentRuleSuggestion } from '@throughline/api-client';
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

/** More than the API takes would be refused. */
const LONGEST_NAME = 100;

export const draftOfRule = ({ name, sender, tags, type, enabled }: DocumentRule): RuleDraft => ({
  ...{ name, sender, enabled },
  tags: tags.join(', '),
  type: type ?? '',
});

/** Returns the rule that a suggestion is about, with a name that says so. */
export const draftOfSuggestion = ({ sender, tags, type }: DocumentRuleSuggestion): RuleDraft => ({
  ...{ sender, enabled: true },
  name: `${sender}: ${type ?? tags.join(', ')}`.slice(0, LONGEST_NAME).trim(),
  tags: tags.join(', '),
  type: type ?? '',
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
