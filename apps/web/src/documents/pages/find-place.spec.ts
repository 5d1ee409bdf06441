import { findPlace } from './find-place.js';

const TEXT = 'Invoice 318\nTotal 42.00 EUR\nplease pay 42.00 EUR by 3 May 2026';
const PIECES = ['Invoice', ' ', '318', 'Total 42.00', ' EUR', '', 'please pay 42.', '00 EUR by 3 May', '2026'];

const rangeOf = (words: string, from = 0): { start: number; end: number } => {
  const start = TEXT.indexOf(words, from);
  return { start, end: start + words.length };
};
const wordsOf = (range: { start: number; end: number }): readonly string[] =>
  findPlace(PIECES, TEXT, range).map(({ piece, from, to }) => PIECES[piece]?.slice(from, to) ?? '');

describe('the place of a value in the text layer', () => {
  it('is a part of one piece', () => {
    expect(wordsOf(rangeOf('318'))).toEqual(['318']);
  });

  it('spans several pieces, with other spaces than the extracted text', () => {
    expect(wordsOf(rangeOf('3 May 2026'))).toEqual(['3 May', '2026']);
  });

  it('is the occurrence that the extracted text means', () => {
    expect(wordsOf(rangeOf('42.00 EUR'))).toEqual(['42.00', 'EUR']);
    expect(wordsOf(rangeOf('42.00 EUR', 28))).toEqual(['42.', '00 EUR']);
  });

  it('counts characters beyond the basic plane as the text does', () => {
    const text = '𝔸𝔸 Total 9';
    expect(findPlace(['𝔸𝔸 ', 'Total 9'], text, { start: 11, end: 12 })).toEqual([{ piece: 1, from: 6, to: 7 }]);
  });

  it('is unknown for words that the layer lacks, and for no words', () => {
    expect(findPlace(['Invoice'], TEXT, rangeOf('Total'))).toEqual([]);
    expect(findPlace(PIECES, TEXT, { start: 11, end: 12 })).toEqual([]);
  });
});
