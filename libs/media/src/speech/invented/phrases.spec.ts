import { dropPhrasesInSilence, hasKnownPhrase } from './phrases.js';

interface Word {
  readonly word: string;
  readonly start: number;
  readonly end: number;
}

/** Words one after another, of the given length in seconds. */
const wordsOf = (text: string, from = 0, seconds = 0.5): readonly Word[] =>
  text.split(' ').map((word, index) => ({ word, start: from + index * seconds, end: from + (index + 1) * seconds }));
const remainingText = (words: readonly Word[], ...silences: { start: number; end: number }[]): string =>
  dropPhrasesInSilence(words, silences)
    .words.map(({ word }) => word)
    .join(' ');

describe('dropPhrasesInSilence', () => {
  it.each(['Thanks for watching!', 'you', 'Vielen Dank.', 'Субтитры сделал DimaTorzok', 'ご視聴 ありがとう ございました'])(
    'drops %s where the sound is silent, and keeps it where there is sound',
    (text) => {
      expect(remainingText(wordsOf(text, 1), { start: 0, end: 10 })).toBe('');
      expect(remainingText(wordsOf(text, 1), { start: 5, end: 10 })).toBe(text);
      expect(remainingText(wordsOf(text, 1))).toBe(text);
    },
  );

  it('drops the whole phrase, though it begins in the speech before the silence', () => {
    const words = [...wordsOf('See you.', 0), ...wordsOf('Thanks for watching!', 1, 1)];
    expect(remainingText(words, { start: 1.5, end: 10 })).toBe('See you.');
  });

  it('keeps a phrase with as much sound as saying it takes, though its end is silent', () => {
    const words = [...wordsOf('Great.', 0), { word: 'Thank', start: 0.5, end: 0.8 }, { word: 'you.', start: 0.8, end: 4 }];
    expect(remainingText(words, { start: 1.1, end: 10 })).toBe('Great. Thank you.');
  });

  it('keeps other words in silence, and a phrase within a sentence', () => {
    expect(remainingText(wordsOf('hello there'), { start: 0, end: 10 })).toBe('hello there');
    expect(remainingText(wordsOf('I see you now'), { start: 0, end: 10 })).toBe('I see you now');
  });

  it('judges a phrase without a length by its moment', () => {
    const words = [{ word: 'you', start: 5, end: 5 }];
    expect(remainingText(words, { start: 4, end: 6 })).toBe('');
    expect(remainingText(words, { start: 6, end: 9 })).toBe('you');
  });

  it('notes time and number of the words that it leaves out', () => {
    expect(dropPhrasesInSilence(wordsOf('Thank you.', 2), [{ start: 0, end: 9 }]).dropped).toEqual([
      { start: 2, end: 3, words: 2, reason: 'silence' },
    ]);
  });
});

describe('hasKnownPhrase', () => {
  it.each([
    ['and so on. Thank you.', true],
    ['and so on', false],
    ['I see you', false],
  ])('answers for %j: %s', (text, expected) => {
    expect(hasKnownPhrase(wordsOf(text))).toBe(expected);
  });
});
