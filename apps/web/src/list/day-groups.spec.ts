import { text } from '../texts/text.js';
import { findHeadings, nameDays } from './day-groups.js';

const words = text.itemList.days;
/** In the time zone of whoever runs it. */
const at = (month: number, day: number, hour: number, year = 2026): number => new Date(year, month - 1, day, hour).getTime();
const NOW = at(11, 19, 14);

describe('the heading above items', () => {
  it.each([
    [words.today, at(11, 19, 0)],
    // The clock of the server is ahead.
    [words.today, at(11, 20, 1)],
    [words.yesterday, at(11, 18, 23)],
    [words.week, at(11, 17, 23)],
    [words.week, at(11, 13, 0)],
    [words.earlier('November'), at(11, 12, 23)],
    ['October 2026', at(10, 31, 23)],
    ['November 2025', at(11, 19, 14, 2025)],
  ])('is %s', (name, time) => {
    expect(nameDays(new Date(time).toISOString(), NOW)).toBe(name);
  });

  it('is above the first item of each day, week or month, in either order', () => {
    const times = [at(11, 19, 12), at(11, 19, 8), at(11, 18, 8), at(10, 3, 8), at(10, 2, 8), at(9, 2, 8)];
    const items = times.map((time) => ({ created_at: new Date(time).toISOString() }));
    expect([...findHeadings(items, NOW)]).toEqual([
      [0, words.today],
      [2, words.yesterday],
      [3, 'October 2026'],
      [5, 'September 2026'],
    ]);
    expect([...findHeadings(items.toReversed(), NOW).keys()]).toEqual([0, 1, 3, 4]);
    expect([...findHeadings([], NOW)]).toEqual([]);
  });
});
