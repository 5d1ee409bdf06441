import fc from 'fast-check';
import { countDroppedWords } from '../../transcript/dropped-text.js';
import { dropLoops } from './loops.js';

interface Word {
  readonly word: string;
  readonly start: number;
  readonly end: number;
}

const wordsOf = (text: string): readonly Word[] =>
  text
    .split(' ')
    .filter(Boolean)
    .map((word, index) => ({ word, start: index, end: index + 1 }));
const times = (count: number, text: string): string => Array.from({ length: count }, () => text).join(' ');
const remainingText = (text: string): string =>
  dropLoops(wordsOf(text))
    .words.map(({ word }) => word)
    .join(' ');

describe('dropLoops', () => {
  it.each([
    ['a word', times(10, 'you'), 'you you'],
    ['a word in different forms', 'Oh ' + times(5, 'You. you,'), 'Oh You. you,'],
    ['a short phrase', `well ${times(6, 'thank you')} then`, 'well thank you thank you then'],
    ['a sentence', times(5, 'we will see you there.'), times(2, 'we will see you there.')],
    ['an unfinished phrase, whose last words may be said', `${times(6, 'so it goes')} so it`, 'so it goes so it goes so it'],
    ['a loop of loops', times(5, `${times(12, 'la')} and on we`), times(2, 'la la and on we')],
  ])('shortens %s to two times', (_what, text, expected) => {
    expect(remainingText(text)).toBe(expected);
  });

  it.each(['no no no no no no no no no', times(5, 'let us go'), times(4, 'how do you do?'), 'one two three four five', ''])(
    'keeps what people say: %s',
    (text) => {
      expect(remainingText(text)).toBe(text);
    },
  );

  it('notes the time and the number of the words that it leaves out', () => {
    expect(dropLoops(wordsOf(`well ${times(7, 'thank you')} then`)).dropped).toEqual([
      { start: 5, end: 15, words: 10, reason: 'repeated' },
    ]);
  });

  const anyText = fc
    .array(fc.tuple(fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 5 }), fc.integer({ min: 1, max: 14 })), {
      maxLength: 6,
    })
    .map((parts) => wordsOf(parts.map(([phrase, count]) => times(count, phrase.join(' '))).join(' ')));

  it('keeps the order of the words, counts each one that it leaves out, and has nothing to do a second time', () => {
    fc.assert(
      fc.property(anyText, (words) => {
        const { words: kept, dropped } = dropLoops(words);
        expect(words.filter((word) => kept.includes(word))).toEqual(kept);
        expect(kept.length + countDroppedWords(dropped)).toBe(words.length);
        for (const { start, end } of dropped) {
          expect(end).toBeGreaterThan(start);
          expect(kept.filter((word) => word.start >= start && word.end <= end)).toEqual([]);
        }
        expect(dropLoops(kept)).toEqual({ words: kept, dropped: [] });
      }),
    );
  });

  it('never leaves out every occurrence of a word', () => {
    fc.assert(
      fc.property(anyText, (words) => {
        const kept = new Set(dropLoops(words).words.map(({ word }) => word));
        expect(kept).toEqual(new Set(words.map(({ word }) => word)));
      }),
    );
  });
});
