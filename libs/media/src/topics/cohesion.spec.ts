import fc from 'fast-check';
import { computeCohesion, countTerms, computeDepths, computeSimilarity, smooth, type Token } from './cohesion.js';

const tokens = fc.array(
  fc.record({
    term: fc.option(fc.constantFrom('a', 'b', 'c', 'd'), { nil: undefined }),
    weight: fc.double({ min: 0.01, max: 1, noNaN: true }),
  }),
  { maxLength: 60 },
);

describe('computeSimilarity', () => {
  const of = (...terms: string[]): ReturnType<typeof countTerms> => countTerms(terms.map((term) => ({ term, weight: 1 })));

  it('returns 1 for the same words, 0 for different ones, otherwise a value between', () => {
    expect(computeSimilarity(of('a', 'b', 'b'), of('b', 'a', 'b'))).toBeCloseTo(1);
    expect(computeSimilarity(of('a', 'b'), of('c'))).toBe(0);
    expect(computeSimilarity(of('a', 'b'), of('b', 'c'))).toBeCloseTo(0.5);
  });

  it('returns 0 without words', () => {
    expect(computeSimilarity(of(), of('a'))).toBe(0);
    expect(computeSimilarity(of(), of())).toBe(0);
  });
});

describe('computeCohesion', () => {
  it('equals a direct comparison of the two windows at each gap', () => {
    fc.assert(
      fc.property(tokens, fc.integer({ min: 1, max: 9 }), (given: readonly Token[], window) => {
        const expected = Array.from({ length: given.length + 1 }, (_, gap) =>
          computeSimilarity(countTerms(given.slice(Math.max(0, gap - window), gap)), countTerms(given.slice(gap, gap + window))),
        );
        const curve = computeCohesion(given, window);
        expect(curve).toHaveLength(expected.length);
        for (const [gap, value] of smooth(expected, 1).entries()) expect(curve[gap]).toBeCloseTo(value, 3);
      }),
    );
  });
});

describe('computeDepths', () => {
  it('measures the climb on both sides of a valley', () => {
    expect(computeDepths([0.5, 0.6, 0.1, 0.3, 0.4, 0.2])[2]).toBeCloseTo(0.5 + 0.3);
  });

  it('returns 0 on level ground, and never a negative value', () => {
    expect(computeDepths([0.4, 0.4, 0.4])).toEqual([0, 0, 0]);
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true })), (curve) =>
        computeDepths(curve).every((depth) => depth >= 0),
      ),
    );
  });
});
