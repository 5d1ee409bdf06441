import { isProbablyAnotherLanguage } from './another-language.js';

const wordsWith = (count: number, confidence: number): Parameters<typeof isProbablyAnotherLanguage>[0] =>
  Array.from({ length: count }, (_, start) => ({ word: 'word', start, end: start + 0.5, confidence }));

describe('isProbablyAnotherLanguage', () => {
  it('returns true for the mean score of German speech, 0.45', () => {
    expect(isProbablyAnotherLanguage(wordsWith(40, 0.45))).toBe(true);
  });

  it.each([0.73, 0.6, 0.51])('returns false for the mean score of English speech, %d', (confidence) => {
    expect(isProbablyAnotherLanguage(wordsWith(40, confidence))).toBe(false);
  });

  it('returns false for a few words, which show nothing', () => {
    expect(isProbablyAnotherLanguage(wordsWith(19, 0.1))).toBe(false);
    expect(isProbablyAnotherLanguage([])).toBe(false);
  });
});
