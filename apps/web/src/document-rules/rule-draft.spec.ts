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

  it('of a suggestion is named by its effect, not by its sender', () => {
    const suggestion = { sender: 'ACME', tags: ['bill'], type: null } as unknown as DocumentRuleSuggestion;
    expect(contentOf(draftOfSuggestion(suggestion, []))).toEqual({
      name: 'tag “bill”',
      sender: 'ACME',
      tags: ['bill'],
      type: null,
      enabled: true,
    });
    expect(draftOfSuggestion({ ...suggestion, type: 'letter' }, []).name).toBe('tag “bill” and type “letter”');
  });

  it('of a suggestion has a name that no other rule has, and that the API takes', () => {
    const suggestion = { sender: 'ACME', tags: ['bill'], type: null } as unknown as DocumentRuleSuggestion;
    expect(draftOfSuggestion(suggestion, ['Tag “Bill”', 'tag “bill” 2']).name).toBe('tag “bill” 3');
    const long = { ...suggestion, tags: ['😀'.repeat(60)] };
    const first = draftOfSuggestion(long, []).name;
    const second = draftOfSuggestion(long, [first]).name;
    for (const name of [first, second]) {
      expect(name.length).toBeLessThanOrEqual(100);
      // Half of a surrogate pair.
      expect(name).not.toMatch(/\p{Cs}/u);
    }
    expect(second).toMatch(/^tag “😀+ 2$/u);
  });
});
