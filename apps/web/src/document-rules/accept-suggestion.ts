import type { DocumentRule, DocumentRuleSuggestion } from '@throughline/api-client';
import { isProblem } from '../api/problem.js';
import { contentOf, draftOfSuggestion } from './rule-draft.js';
import type { RuleContent } from './rules-api.js';

/** Other people may add rules at the same time. */
const MAX_TRIES = 5;

/** Adds the rule of a suggestion by `add`, with the next free name if another rule has got its name meanwhile. */
export async function acceptSuggestion(
  suggestion: DocumentRuleSuggestion,
  names: readonly string[],
  add: (content: RuleContent) => Promise<DocumentRule>,
): Promise<DocumentRule> {
  const taken = [...names];
  for (let tries = 1; ; tries += 1) {
    const content = contentOf(draftOfSuggestion(suggestion, taken));
    try {
      return await add(content);
    } catch (error) {
      if (tries === MAX_TRIES || !isProblem(error) || error.code !== 'document-rule-name-taken') throw error;
      taken.push(content.name);
    }
  }
}
