import { describeFirstResult, describeStart } from './start-times.js';

describe('the times of a start', () => {
  it('name each part that took a second or more', () => {
    const parts = [
      ['packages', 20_400],
      ['build', 400],
      ['programs', 61_000],
    ] as const;
    expect(describeStart(87_000, parts)).toBe('in 1 min 27 s: packages 20 s, programs 1 min 1 s');
    expect(describeStart(900, [])).toBe('in 1 s');
  });

  it('say how long the first recording took, and how long after the start its result was there', () => {
    expect(describeFirstResult(31_000, 118_000)).toBe('31 s, 1 min 58 s after the start');
  });
});
