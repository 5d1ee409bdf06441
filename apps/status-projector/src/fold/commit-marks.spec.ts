import fc from 'fast-check';
import { isMarked, appendMark } from './commit-marks.js';

const marksOf = (ids: readonly string[]): string => ids.reduce(appendMark, '');

describe('the marks of commits', () => {
  it('match every applied commit', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 50 }), (ids) => {
        const marks = marksOf(ids);
        expect(ids.every((id) => isMarked(marks, id))).toBe(true);
      }),
    );
  });

  it('rarely match another commit, and never match across two marks', () => {
    const ids = Array.from({ length: 200 }, (_none, nth) => `commit-${String(nth)}`);
    const marks = marksOf(ids);
    expect(marks).toHaveLength(800);
    const others = Array.from({ length: 5_000 }, (_none, nth) => `other-${String(nth)}`);
    expect(others.filter((id) => isMarked(marks, id)).length).toBeLessThan(3);
  });

  it('match nothing for a new asset', () => {
    expect(isMarked('', 'commit-1')).toBe(false);
  });
});
