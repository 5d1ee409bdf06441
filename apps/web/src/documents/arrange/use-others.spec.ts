import { arrangePages } from './arrangement.js';
import { MOST_PAGES } from './most-pages.js';
import { placeOthers } from './use-others.js';

describe('pages of other documents', () => {
  const own = arrangePages('a', 2);
  const other = (id: string) => ({ document: { id }, before: undefined });
  const opened = new Map(Object.entries({ b: MOST_PAGES - 3, c: 2, d: 1, e: 10_000_000 }).map(([id, count]) => [id, { count }]));

  it('are added while there is room for them', () => {
    const [placed, refused] = placeOthers(own, ['e', 'b', 'c', 'd'].map(other), opened);
    expect([placed.length, refused]).toEqual([MOST_PAGES, ['e', 'c']]);
    expect(placeOthers(placed, [other('c')], opened)).toEqual([placed, ['c']]);
  });
});
