import type { Transcript } from '../../transcript/transcript.js';
import { fitCalibration, scoreWords, type ScoredWord } from './fit.js';

/** `right` of ten words with the score are right. */
const tens = (score: number, right: number, times: number): readonly ScoredWord[] =>
  Array.from({ length: 10 * times }, (_, at) => ({ score, isRight: at % 10 < right }));

describe('fitCalibration', () => {
  it('finds the share of right words by score', () => {
    const points = fitCalibration([...tens(0.9, 9, 30), ...tens(0.5, 3, 30)]) ?? [];
    expect(points.map(({ score }) => score)).toEqual([expect.closeTo(0.5), expect.closeTo(0.9)]);
    expect(points[0]?.right).toBeCloseTo(0.31, 1);
    expect(points[1]?.right).toBeCloseTo(0.88, 1);
  });

  it('never falls where the score rises', () => {
    const points = fitCalibration([0.1, 0.2, 0.3, 0.4, 0.5].flatMap((score, at) => tens(score, at % 2 === 0 ? 7 : 4, 20))) ?? [];
    const shares = points.map(({ right }) => right);
    expect(shares.length).toBeGreaterThan(0);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  });

  it('needs enough words', () => {
    expect(fitCalibration(tens(0.5, 5, 49))).toBeUndefined();
  });
});

describe('scoreWords', () => {
  const transcript = (words: readonly string[], notes: Transcript['notes'] = []) => ({
    words: words.map((word, at) => ({ word, start: at, end: at + 1, confidence: at / 10 })),
    notes,
  });

  it('compares words without case and punctuation, and leaves out those that have none', () => {
    expect(scoreWords(['well', 'known', 'house'], transcript(['Well-known', '…', 'mouse!']))).toEqual([
      { score: 0, isRight: true },
      { score: 0.2, isRight: false },
    ]);
  });

  it('has no scores if the engine reports none', () => {
    expect(scoreWords(['house'], transcript(['house'], ['confidence-unknown']))).toEqual([]);
  });
});
