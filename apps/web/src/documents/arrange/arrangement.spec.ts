import {
  addPages,
  arrangePages,
  cutBefore,
  cutEverywhere,
  compareLooks,
  findRefusal,
  groupPages,
  hasRoomFor,
  isChanged,
  leavePage,
  movePage,
  pageKey,
  placeBefore,
  removeDocument,
  toParts,
  turnAll,
  turnPage,
} from './arrangement.js';

const four = arrangePages('a', 4);
const two = arrangePages('b', 2);
const at = (number: number): string => pageKey('a', number);
/** Returns the pages with a bar before each cut. */
const show = (pages: typeof four): string =>
  pages.map(({ document, number, isCut }) => `${isCut ? '|' : ''}${document}${String(number)}`).join(' ');

describe('the arrangement of pages', () => {
  it('makes nothing new without a change', () => {
    expect(isChanged(four, 'a')).toBe(false);
    expect(isChanged(cutBefore(cutBefore(four, at(3)), at(3)), 'a')).toBe(false);
    expect(isChanged(cutBefore(four, at(1)), 'a')).toBe(false);
    expect(
      isChanged(
        [1, 2, 3, 4].reduce((pages) => turnAll(pages), four),
        'a',
      ),
    ).toBe(false);
  });

  it('asks for a part of each document, with the pages that stay', () => {
    const pages = leavePage(turnPage(cutBefore(four, at(3)), at(2)), at(3));
    expect(isChanged(pages, 'a')).toBe(true);
    expect(toParts(pages, 'a')).toEqual([
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
    expect(groupPages(leavePage(cutEverywhere(four), at(2))).map((group) => group.map(({ number }) => number))).toEqual([
      [1],
      [3],
      [4],
    ]);
    expect(groupPages([1, 2, 3, 4].map(at).reduce(leavePage, four))).toEqual([]);
  });

  it('names the limit that it exceeds', () => {
    const exceeded = (pages: typeof four) => findRefusal(pages, 'a')?.why;
    const turnEveryOther = (count: number) =>
      arrangePages('a', count).map((page) => ({ ...page, turn: page.number % 2 === 0 ? (90 as const) : (0 as const) }));
    expect([100, 101].map((count) => exceeded(cutEverywhere(arrangePages('a', count))))).toEqual([undefined, 'parts']);
    expect([500, 501].map((count) => exceeded(turnEveryOther(count)))).toEqual([undefined, 'ranges']);
    expect(exceeded(cutBefore(turnEveryOther(501), at(2)))).toBeUndefined();
    const mix = (count: number) =>
      arrangePages('a', count).flatMap((page) => [page, ...arrangePages('b', page.number).slice(-1)]);
    expect([25, 26].map((count) => exceeded(mix(count)))).toEqual([undefined, 'changes']);
    const several = (count: number) =>
      cutEverywhere(Array.from({ length: count }, (_, index) => turnAll(arrangePages(String(index), 1))).flat());
    expect([50, 51].map((count) => exceeded(several(count)))).toEqual([undefined, 'documents']);
  });

  it('names a document that would be as it is already', () => {
    const both = cutBefore(addPages(four, two, undefined), pageKey('b', 1));
    const b1 = pageKey('b', 1);
    expect(findRefusal(both, 'a')).toEqual({ why: 'whole', part: 0, document: 'a' });
    expect(findRefusal(turnPage(both, at(1)), 'a')).toEqual({ why: 'whole', part: 1, document: 'b' });
    const ways = [
      turnPage(turnPage(both, at(1)), b1),
      leavePage(leavePage(both, at(1)), b1),
      movePage(turnPage(both, at(1)), b1, 1),
      cutBefore(cutBefore(both, at(2)), pageKey('b', 2)),
      cutBefore(both, b1),
    ];
    expect(ways.map((pages) => findRefusal(pages, 'a'))).toEqual(ways.map(() => undefined));
  });

  it('knows the pages that a step has turned, left out or put back', () => {
    const out = leavePage(leavePage(four, at(2)), at(3));
    const looks = (before: typeof four, now: typeof four) => {
      const { pages, turned, leftOut, putBack } = compareLooks(before, now);
      return [pages.map(({ number }) => number), turned, leftOut, putBack];
    };
    expect(looks(four, turnPage(four, at(2)))).toEqual([[2], 1, 0, 0]);
    expect(looks(four, out)).toEqual([[2, 3], 0, 2, 0]);
    expect(looks(out, four)).toEqual([[2, 3], 0, 0, 2]);
    expect(looks(out, turnAll(four))).toEqual([[1, 2, 3, 4], 4, 0, 2]);
    for (const same of [cutBefore(four, at(2)), addPages(four, two, at(1)), movePage(four, at(4), -1)])
      expect(looks(four, same)).toEqual([[], 0, 0, 0]);
  });

  it('mixes in the pages of another document, and names it in the request', () => {
    const mixed = addPages(four, two, at(2));
    expect(show(mixed)).toBe('a1 b1 b2 a2 a3 a4');
    expect(show(addPages(four, two, undefined))).toBe('a1 a2 a3 a4 b1 b2');
    expect(addPages(mixed, two, undefined)).toEqual(mixed);
    expect([isChanged(mixed, 'a'), toParts(mixed, 'a')]).toEqual([
      true,
      [
        {
          pages: [
            { from: 1, to: 1 },
            { from: 1, to: 2, document: 'b' },
            { from: 2, to: 4 },
          ],
        },
      ],
    ]);
    expect(removeDocument(mixed, 'b')).toEqual(four);
    expect([5, 6].map((most) => hasRoomFor(four, two, most))).toEqual([false, true]);
    expect(hasRoomFor(mixed, two, 6)).toBe(true);
    expect(show(removeDocument(cutBefore(addPages(four, two, at(1)), at(1)), 'b'))).toBe('a1 a2 a3 a4');
  });

  it('keeps the borders of documents where pages are added or removed', () => {
    const cut = cutBefore(four, at(3));
    const added = addPages(cut, two, at(3));
    expect(show(added)).toBe('a1 a2 |b1 b2 a3 a4');
    expect(removeDocument(added, 'b')).toEqual(cut);
    expect(show(removeDocument(cutBefore(addPages(four, two, at(3)), pageKey('b', 2)), 'b'))).toBe('a1 a2 |a3 a4');
    expect(show(removeDocument(cutBefore(addPages(four, two, undefined), pageKey('b', 1)), 'b'))).toBe('a1 a2 a3 a4');
  });

  it('moves a page by one place, into the next document first', () => {
    const cut = cutBefore(four, at(3));
    const later = [1, 2, 3].map((times) =>
      show(Array.from({ length: times }).reduce<typeof cut>((pages) => movePage(pages, at(2), 1), cut)),
    );
    expect(later).toEqual(['a1 |a2 a3 a4', 'a1 |a3 a2 a4', 'a1 |a3 a4 a2']);
    const earlier = [1, 2, 3].map((times) =>
      show(Array.from({ length: times }).reduce<typeof cut>((pages) => movePage(pages, at(3), -1), cut)),
    );
    expect(earlier).toEqual(['a1 a2 a3 |a4', 'a1 a3 a2 |a4', 'a3 a1 a2 |a4']);
    for (const same of [movePage(four, at(1), -1), movePage(four, at(4), 1)]) expect(same).toBe(four);
  });

  it('places a page before another one, in its document', () => {
    const cut = cutBefore(four, at(3));
    expect(show(placeBefore(cut, at(1), at(3)))).toBe('a2 |a1 a3 a4');
    expect(show(placeBefore(cut, at(3), at(1)))).toBe('a3 a1 a2 |a4');
    expect(show(placeBefore(cut, at(3), undefined))).toBe('a1 a2 |a4 a3');
    expect(show(placeBefore(cut, at(4), at(1)))).toBe('a4 a1 a2 |a3');
    expect(placeBefore(cut, at(2), at(3))).toBe(cut);
  });
});
