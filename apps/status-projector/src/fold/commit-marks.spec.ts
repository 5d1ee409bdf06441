import fc from 'fast-check';
import { isMarked, withMark } from './commit-marks.js';

const marksOf = (ids: readonly string[]): string => ids.reduce(withMark, '');

describe('the marks of commits', () => {
  it('know every commit that was applied', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 50 }), (ids) => {
        const marks = marksOf(ids);
        expect(ids.every((id) => isMarked(marks, id))).toBe(true);
      }),
    );
  });

  it('take hardly any other commit for one of them, and never a part of two marks for one', () => {
    const ids = Array.from({ length: 200 }, (_none, nth) => `commit-${String(nth)}`);
    const marks = marksOf(ids);
    expect(marks).toHaveLength(800);
    const others = Array.from({ length: 5_000 }, (_none, nth) => `other-${String(nth)}`);
    expect(others.filter((id) => isMarked(marks, id)).length).toBeLessThan(3);
  });

  it('know nothing of an asset that is new', () => {
    expect(isMarked('', 'commit-1')).toBe(false);
  });
});
