import { countWordErrors, normalizeWords } from './word-errors.js';

describe('the words of a text', () => {
  it('are counted without case and punctuation', () => {
    expect(normalizeWords('  “Don’t go — it’s well-known,” she said.\n1,000 times!')).toEqual(
      'dont go its well known she said 1000 times'.split(' '),
    );
  });

  it('keep the marks of letters, however they are encoded', () => {
    expect(normalizeWords('Stra\u00dfe Cafe\u0301 हिन्दी')).toEqual(['straße', 'caf\u00e9', 'हिन्दी']);
    expect(normalizeWords(' … ')).toEqual([]);
  });
});

describe('the number of wrong words', () => {
  const errors = (reference: string, heard: string): number => countWordErrors(normalizeWords(reference), normalizeWords(heard));

  it('counts replaced, missing and additional words', () => {
    expect(errors('the old house stands', 'The old house stands.')).toBe(0);
    expect(errors('the old house stands', 'the cold house stands')).toBe(1);
    expect(errors('the old house stands', 'the house stands')).toBe(1);
    expect(errors('the old house stands', 'the very old house stands')).toBe(1);
    expect(errors('a b c d', 'b c d a')).toBe(2);
  });

  it('is the length of the text if nothing was heard, and of the heard text if nothing was said', () => {
    expect([errors('a b c', ''), errors('', 'a b'), errors('', '')]).toEqual([3, 2, 0]);
  });

  it('is the same in both directions, and obeys the triangle inequality', () => {
    const texts = ['a b c a b', 'b a c', 'c c c c', 'a', ''];
    for (const one of texts)
      for (const other of texts) {
        expect(errors(one, other)).toBe(errors(other, one));
        for (const third of texts) expect(errors(one, third)).toBeLessThanOrEqual(errors(one, other) + errors(other, third));
      }
  });
});
