import { beginListing, monthOf, nextMonth, parseCursor, serializeCursor, type ListCursor } from './list-cursor.js';

const monthsOf = (from: string, to: string): readonly string[] => {
  const months: string[] = [];
  let cursor: ListCursor | undefined = beginListing({ from: Date.parse(from), to: Date.parse(to) }, 30);
  for (; cursor !== undefined; cursor = nextMonth(cursor)) {
    const month = monthOf(cursor);
    months.push(`${month.from} ${month.to}`);
  }
  return months;
};

describe('the months of a listing', () => {
  it('cover every day once, the latest month first, with a day more at both ends for time zones', () => {
    expect(monthsOf('2025-12-31T10:00:00Z', '2026-02-28T23:30:00Z')).toEqual([
      '2026-03-01 2026-03-01',
      '2026-02-01 2026-02-28',
      '2026-01-01 2026-01-31',
      '2025-12-30 2025-12-31',
    ]);
  });

  it('have the 29th of February in a leap year', () => {
    expect(monthsOf('2028-02-10T00:00:00Z', '2028-02-29T00:00:00Z')).toEqual(['2028-03-01 2028-03-01', '2028-02-09 2028-02-29']);
  });

  it('do not go back beyond the first recordings of Zoom', () => {
    expect(monthsOf('1970-01-02T00:00:00Z', '2011-01-15T00:00:00Z')).toEqual(['2011-01-01 2011-01-16']);
    expect(monthsOf('1970-01-02T00:00:00Z', '1980-01-15T00:00:00Z')).toEqual(['2011-01-01 2011-01-01']);
  });

  it('are kept by a cursor, which is refused in any other form', () => {
    const cursor = { since: '2026-01-01', until: '2026-02-01', size: 30, skip: 2, token: 'x' };
    expect(parseCursor(serializeCursor(cursor))).toEqual(cursor);
    for (const text of ['', '{}', '[]', '{"since":"2026-01-01","until":"2026-99-99","size":1,"skip":0}', '{"since":"'])
      expect(() => parseCursor(text)).toThrow(expect.objectContaining({ code: 'source-cursor-unknown' }) as Error);
  });
});
