import fc from 'fast-check';
import { buildPrompt, estimateTokens, mergeVocabularies, PROMPT_TOKENS, refuseTerms } from './vocabulary.js';

describe('buildPrompt', () => {
  it('returns all terms in their order, after the configured text', () => {
    expect(buildPrompt(['Grace Hopper', 'JetStream'])).toEqual({ text: 'Grace Hopper, JetStream', notes: [] });
    expect(buildPrompt(['JetStream'], 'A talk.')).toEqual({ text: 'A talk. JetStream', notes: [] });
    expect(buildPrompt([], 'A talk.')).toEqual({ text: 'A talk.', notes: [] });
    expect(buildPrompt([])).toEqual({ text: undefined, notes: [] });
  });

  it('leaves out the last terms if the prompt is too short for all, and notes it', () => {
    const terms = Array.from({ length: 100 }, (_, index) => `Name${String(index)}`);
    const { text = '', notes } = buildPrompt(terms);
    const sent = text.split(', ');
    expect(notes).toEqual(['vocabulary-shortened']);
    expect(sent).toEqual(terms.slice(0, sent.length));
    expect(sent.length).toBeGreaterThan(20);
  });

  it('notes that nothing was used if the configured text leaves no room', () => {
    const configured = 'long '.repeat(200).trim();
    expect(buildPrompt(['JetStream'], configured)).toEqual({ text: configured, notes: ['vocabulary-unused'] });
  });

  it('never sends more than the model reads, and never leaves out a term silently', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }), { maxLength: 100 }), (terms) => {
        const { text = '', notes } = buildPrompt(terms);
        expect(estimateTokens(text)).toBeLessThanOrEqual(PROMPT_TOKENS);
        expect(notes.length === 0).toBe(text === terms.join(', '));
      }),
    );
  });
});

it('estimates a token for two Latin letters, and for each byte of other writing', () => {
  expect(['', 'ab', 'abc', 'a b', '東', '42', 'Größe'].map(estimateTokens)).toEqual([0, 1, 2, 1, 3, 2, 6]);
});

it('notes an unused vocabulary only if there is one', () => {
  expect(refuseTerms(['JetStream']).notes).toEqual(['vocabulary-unused']);
  expect([refuseTerms([]).notes, refuseTerms(undefined).notes]).toEqual([[], []]);
});

it('merges vocabularies without repetitions, as they were first written', () => {
  expect(mergeVocabularies(['NATS', 'Nora'], ['nats', 'Otto'])).toEqual(['NATS', 'Nora', 'Otto']);
});
