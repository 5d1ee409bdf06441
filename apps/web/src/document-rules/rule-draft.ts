import type { DocumentRule, DocumentRuleSuggestion } from '@throughline/api-client';
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

/** More than the API takes would be refused. */
const LONGEST_NAME = 100;

export const draftOfRule = ({ name, sender, tags, type, enabled }: DocumentRule): RuleDraft => ({
  ...{ name, sender, enabled },
  tags: tags.join(', '),
  type: type ?? '',
});

/** Cuts between characters, never within one. */
function cut(name: string, most: number): string {
  let kept = '';
  for (const character of name) {
    if (kept.length + character.length > most) break;
    kept += character;
  }
  return kept.trim();
}

/** Returns the effect in words. The sender may be a person, and the administration log keeps names of rules. */
function nameByEffect({ tags, type }: DocumentRuleSuggestion, taken: readonly string[]): string {
  const effect = settingsText.documentRules.effect(tags, type);
  // The API compares names without their case.
  const lower = new Set(taken.map((name) => name.toLowerCase()));
  for (let number = 1; ; number += 1) {
    const end = number === 1 ? '' : ` ${String(number)}`;
    const name = `${cut(effect, LONGEST_NAME - end.length)}${end}`;
    if (!lower.has(name.toLowerCase())) return name;
  }
}

/** Returns the rule that a suggestion is about, with a name that no other rule has. */
export const draftOfSuggestion = (suggestion: DocumentRuleSuggestion, taken: readonly string[]): RuleDraft => ({
  ...{ sender: suggestion.sender, enabled: true },
  name: nameByEffect(suggestion, taken),
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
