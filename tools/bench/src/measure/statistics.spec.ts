import { largest, median, quantile, ratios, spreadOf } from './statistics.js';

describe('the statistics module of bench rounds', () => {
  it('returns the middle value, or the mean of the two middle values, as the median', () => {
    expect(median([9, 1, 2])).toBe(2);
    expect(median([4, 1, 2, 100])).toBe(3);
    expect(median([])).toBeNaN();
    expect(median([1, Number.NaN, 2])).toBeNaN();
  });

  it('returns one of the values as a quantile', () => {
    const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);
    expect(quantile(hundred, 0.99)).toBe(99);
    expect(quantile(hundred, 0.5)).toBe(50);
    expect(quantile([7], 0.01)).toBe(7);
  });

  it('returns a spread of the median, the smallest and the largest value', () => {
    expect(spreadOf([3, 1, 2])).toEqual({ value: 2, lowest: 1, highest: 3 });
  });

  it('finds the spread with the largest median, and never hides one that could not be measured', () => {
    const [small, large, unknown] = [spreadOf([1, 9]), spreadOf([6]), spreadOf([Number.NaN])];
    expect(largest([small, large])).toBe(large);
    expect(largest([large, unknown, small])).toBe(unknown);
  });

  it('compares values of the same round, so that a slow round changes no ratio', () => {
    expect(ratios([10, 1, 20], [20, 2, 40])).toEqual([0.5, 0.5, 0.5]);
    expect(ratios([1, 2], [1])).toEqual([1]);
  });
});
