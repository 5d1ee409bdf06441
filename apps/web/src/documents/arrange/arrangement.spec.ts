import {
  arrangePages,
  cutBefore,
  cutEverywhere,
  findExceededLimit,
  groupPages,
  isChanged,
  leavePage,
  listChangedPages,
  toParts,
  turnAll,
  turnPage,
} from './arrangement.js';

const four = arrangePages(4);

describe('the arrangement of pages', () => {
  it('makes nothing new without a change', () => {
    expect(isChanged(four)).toBe(false);
    expect(isChanged(cutBefore(cutBefore(four, 3), 3))).toBe(false);
    expect(isChanged(cutBefore(four, 1))).toBe(false);
    expect(isChanged([1, 2, 3, 4].reduce((pages) => turnAll(pages), four))).toBe(false);
  });

  it('asks for a part of each document, with the pages that stay', () => {
    const pages = leavePage(turnPage(cutBefore(four, 3), 2), 3);
    expect(isChanged(pages)).toBe(true);
    expect(toParts(pages)).toEqual([
      {
        pages: [
          { from: 1, to: 1 },
          { from: 2, to: 2, rotate: 90 },
        ],
      },
      { pages: [{ from: 4, to: 4 }] },
    ]);
  });

  it('has no document without pages', () => {
    expect(groupPages(leavePage(cutEverywhere(four), 2)).map((group) => group.map(({ number }) => number))).toEqual([
      [1],
      [3],
      [4],
    ]);
    expect(groupPages([1, 2, 3, 4].reduce(leavePage, four))).toEqual([]);
  });

  it('names the limit that it exceeds', () => {
    const turnEveryOther = (count: number) =>
      arrangePages(count).map((page) => ({ ...page, turn: page.number % 2 === 0 ? (90 as const) : (0 as const) }));
    expect([100, 101].map((count) => findExceededLimit(cutEverywhere(arrangePages(count))))).toEqual([undefined, 'parts']);
    expect([500, 501].map((count) => findExceededLimit(turnEveryOther(count)))).toEqual([undefined, 'ranges']);
    expect(findExceededLimit(cutBefore(turnEveryOther(501), 2))).toBeUndefined();
  });

  it('knows the pages that a step has turned or left out', () => {
    const numbersOf = (now: typeof four): readonly number[] => listChangedPages(four, now).map(({ number }) => number);
    expect([turnPage(four, 2), leavePage(four, 3), turnAll(four), cutBefore(four, 2)].map(numbersOf)).toEqual([
      [2],
      [3],
      [1, 2, 3, 4],
      [],
    ]);
  });
});
