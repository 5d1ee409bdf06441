import fc from 'fast-check';
import { alignWords } from './align-words.js';

const wordsOf = (text: string, from = 0): Parameters<typeof alignWords>[0] =>
  text
    .split(' ')
    .filter(Boolean)
    .map((word, index) => ({ word, start: from + index / 2, end: from + (index + 1) / 2, confidence: 1 }));
const pairsOf = (first: string, second: string, shift = 0): readonly (readonly [number, number])[] =>
  alignWords(wordsOf(first), wordsOf(second, shift)).map((pair) => [pair.first, pair.second]);

describe('alignWords', () => {
  it('pairs equal words in their order, however they are written', () => {
    expect(pairsOf('Good morning, everybody!', 'good mourning everybody')).toEqual([
      [0, 0],
      [2, 2],
    ]);
    expect(pairsOf('a b c', 'c b a')).toEqual([[1, 1]]);
  });

  it('prefers the nearer one of a repeated word', () => {
    expect(pairsOf('x so', 'so so')).toEqual([[1, 1]]);
  });

  it('does not pair words that are far apart in time', () => {
    expect(pairsOf('so it goes', 'so it goes', 3.1)).toEqual([]);
  });

  it('pairs a text with itself, and any two texts without crossing', () => {
    const anyText = fc.array(fc.constantFrom('a', 'b', 'c', '–'), { maxLength: 40 }).map((words) => words.join(' '));
    fc.assert(
      fc.property(anyText, anyText, fc.double({ min: -1, max: 1, noNaN: true }), (first, second, shift) => {
        const words = first.split(' ').filter(Boolean);
        expect(pairsOf(first, first)).toEqual(words.flatMap((word, at) => (word === '–' ? [] : [[at, at]])));
        const others = second.split(' ').filter(Boolean);
        let before: readonly [number, number] = [-1, -1];
        for (const pair of pairsOf(first, second, shift)) {
          expect(words[pair[0]]).toBe(others[pair[1]]);
          expect(pair[0] > before[0] && pair[1] > before[1]).toBe(true);
          before = pair;
        }
      }),
    );
  });
});
