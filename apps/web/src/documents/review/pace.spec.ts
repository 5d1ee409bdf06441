import { estimateMinutes } from './pace.js';

const SECOND = 1_000;
const timesOf = (...seconds: readonly number[]): readonly number[] => seconds.map((each) => each * SECOND);

describe('the estimate of a review', () => {
  it('is the median of the intervals between acceptances, for each document that is left', () => {
    expect(estimateMinutes(timesOf(0, 10, 20, 30), 30)).toBe(5);
    // One long look does not change it.
    expect(estimateMinutes(timesOf(0, 10, 20, 30, 230), 30)).toBe(5);
    expect(estimateMinutes(timesOf(0, 1, 2, 3), 2)).toBe(1);
  });

  it('says nothing without a basis: few acceptances, breaks between them, or nothing left', () => {
    expect(estimateMinutes([], 30)).toBeUndefined();
    expect(estimateMinutes(timesOf(0, 10, 20), 30)).toBeUndefined();
    expect(estimateMinutes(timesOf(0, 10, 20, 4_000), 30)).toBeUndefined();
    expect(estimateMinutes(timesOf(0, 10, 20, 30), 0)).toBeUndefined();
  });

  it('leaves out a clock that was set back', () => {
    expect(estimateMinutes(timesOf(100, 10, 20, 30), 30)).toBeUndefined();
    expect(estimateMinutes(timesOf(100, 10, 20, 30, 40), 30)).toBe(5);
  });
});
