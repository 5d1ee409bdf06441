import type { DocumentRuleSuggestion } from '@throughline/api-client';
import { NEW_RULE, contentOf, draftOfSuggestion, hasNoEffect } from './rule-draft.js';

describe('the draft of a rule', () => {
  it('has tags with commas between them, each once, and no type if it is empty', () => {
    const draft = { ...NEW_RULE, name: 'Bills', sender: 'ACME', tags: ' bill, office ,,bill ', type: ' ' };
    expect(contentOf(draft)).toEqual({ name: 'Bills', sender: 'ACME', tags: ['bill', 'office'], type: null, enabled: true });
    expect([hasNoEffect(draft), hasNoEffect({ ...draft, tags: ' , ' }), hasNoEffect({ ...NEW_RULE, type: 'letter' })]).toEqual([
      false,
      true,
      false,
    ]);
  });

  it('of a suggestion has a name that says what it does', () => {
    const suggestion = { sender: 'ACME', tags: ['bill'], type: null } as unknown as DocumentRuleSuggestion;
    expect(contentOf(draftOfSuggestion(suggestion))).toEqual({
      name: 'ACME: bill',
      sender: 'ACME',
      tags: ['bill'],
      type: null,
      enabled: true,
    });
    const long = { ...suggestion, sender: 'a'.repeat(300) };
    expect(draftOfSuggestion(long).name).toHaveLength(100);
  });
});
