import { median, quantile, ratios, spreadOf } from './statistics.js';

describe('what a bench says of its rounds', () => {
  it('is the middle one, or the mean of the two in the middle', () => {
    expect(median([9, 1, 2])).toBe(2);
    expect(median([4, 1, 2, 100])).toBe(3);
    expect(median([])).toBeNaN();
  });

  it('has a quantile that is one of the values', () => {
    const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);
    expect(quantile(hundred, 0.99)).toBe(99);
    expect(quantile(hundred, 0.5)).toBe(50);
    expect(quantile([7], 0.01)).toBe(7);
  });

  it('has a spread from the least to the most', () => {
    expect(spreadOf([3, 1, 2])).toEqual({ median: 2, least: 1, most: 3 });
  });

  it('compares within a round, so that a slow round changes no ratio', () => {
    expect(ratios([10, 1, 20], [20, 2, 40])).toEqual([0.5, 0.5, 0.5]);
    expect(ratios([1, 2], [1])).toEqual([1]);
  });
});
