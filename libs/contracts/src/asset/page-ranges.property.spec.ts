import fc from 'fast-check';
import {
  countPages,
  expandPages,
  findRangeProblem,
  formatPages,
  formatRanges,
  joinRanges,
  type TurnedPage,
} from './page-ranges.js';

const turnedPages = fc.uniqueArray(
  fc.record({
    number: fc.integer({ min: 1, max: 40 }),
    turn: fc.constantFrom(0 as const, 90 as const, 180 as const, 270 as const),
  }),
  { selector: ({ number }) => number, minLength: 1 },
);

describe('ranges of pages', () => {
  it('have the pages that they were made of, in the same order', () => {
    fc.assert(
      fc.property(turnedPages, (pages) => {
        const ranges = joinRanges(pages);
        expect(expandPages(ranges)).toEqual(pages);
        expect(countPages(ranges)).toBe(pages.length);
        expect(findRangeProblem(ranges, 40)).toBeUndefined();
      }),
    );
  });

  it('of the parts of a document, joined again, are those of the whole document', () => {
    const all = fc
      .integer({ min: 1, max: 40 })
      .chain((count) => fc.tuple(fc.constant(count), fc.subarray(Array.from({ length: count - 1 }, (_, index) => index + 2))));
    fc.assert(
      fc.property(all, ([count, cuts]) => {
        const whole: readonly TurnedPage[] = Array.from({ length: count }, (_, index) => ({ number: index + 1, turn: 0 }));
        const starts = [1, ...cuts];
        const parts = starts.map((start, index) => whole.slice(start - 1, (starts[index + 1] ?? count + 1) - 1));
        expect(joinRanges(parts.flatMap((part) => expandPages(joinRanges(part))))).toEqual([{ from: 1, to: count }]);
      }),
    );
  });

  it.each([
    [
      'end before they begin',
      [{ from: 3, to: 2 }],
      { pointer: '/0/to', message: 'must be at least 3, the first page of the range' },
    ],
    [
      'exceed the document',
      [
        { from: 1, to: 1 },
        { from: 5, to: 7 },
      ],
      { pointer: '/1/to', message: 'must be at most 6, the number of pages of the document' },
    ],
    [
      'name a page twice',
      [
        { from: 1, to: 4 },
        { from: 3, to: 5 },
      ],
      { pointer: '/1/from', message: 'must not repeat page 3' },
    ],
  ])('are refused if they %s', (_, ranges, problem) => {
    expect(findRangeProblem(ranges, 6)).toEqual(problem);
  });

  it('are not compared with a number of pages that nobody knows', () => {
    expect(findRangeProblem([{ from: 1, to: 9_999 }], undefined)).toBeUndefined();
  });

  it('are named for files, whatever pages are turned', () => {
    expect(
      formatRanges([
        { from: 1, to: 1 },
        { from: 2, to: 3, rotate: 90 },
        { from: 7, to: 7 },
      ]),
    ).toBe('1-3, 7');
  });

  it('are named in words', () => {
    expect(formatPages([{ from: 3, to: 3 }])).toBe('page 3');
    expect(
      formatPages([
        { from: 1, to: 3 },
        { from: 5, to: 5, rotate: 90 },
      ]),
    ).toBe('pages 1–3, 5 (turned by 90°)');
  });
});
