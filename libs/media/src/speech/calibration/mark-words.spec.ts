import fc from 'fast-check';
import { countWordErrors } from '../trial/word-errors.js';
import { markSpokenWords } from './mark-words.js';

const marks = (spoken: string, heard: string): string =>
  markSpokenWords(spoken.split(' '), heard.split(' '))
    .map((isSpoken) => (isSpoken ? '+' : '-'))
    .join('');

describe('markSpokenWords', () => {
  it('marks replaced and additional words as wrong', () => {
    expect(marks('the old house stands', 'the cold house stands')).toBe('+-++');
    expect(marks('the old house stands', 'the very old house stands')).toBe('+-+++');
    expect(marks('the old house stands', 'house stands')).toBe('++');
    expect(marks('the old house', 'a b c d')).toBe('----');
    expect(markSpokenWords(['a'], [])).toEqual([]);
    expect(markSpokenWords([], ['a', 'b'])).toEqual([false, false]);
  });

  it('finds as many errors as there are at least', () => {
    const words = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 12 });
    fc.assert(
      fc.property(words, words, (spoken, heard) => {
        const right = markSpokenWords(spoken, heard).filter(Boolean).length;
        expect(Math.max(spoken.length, heard.length) - right).toBeLessThanOrEqual(countWordErrors(spoken, heard));
        expect(right).toBeLessThanOrEqual(Math.min(spoken.length, heard.length));
      }),
    );
  });
});
