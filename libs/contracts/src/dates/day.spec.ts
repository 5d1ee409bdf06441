import { parseDay } from './day.js';

describe('a date typed by a person', () => {
  it.each(['2026-02-05', '05-02-2026', '05/02/2026', '05-02-26', '05/02/26'])('reads %s as 5 February', (text) => {
    expect(parseDay(text)).toBe('2026-02-05');
  });

  it('derives the century of a two-digit year', () => {
    expect([parseDay('01-01-68'), parseDay('01-01-69')]).toEqual(['2068-01-01', '1969-01-01']);
  });

  it.each([
    '2026-20-01',
    '31/02/2026',
    '2026/02/05',
    '05-02/2026',
    '5-2-2026',
    '1899-01-01',
    '05-02-026',
    '2026-02-05T10:00:00Z',
    '',
  ])('rejects %j', (text) => {
    expect(parseDay(text)).toBeUndefined();
  });

  it('accepts 29 February only in leap years', () => {
    expect([parseDay('29/02/24'), parseDay('29/02/26')]).toEqual(['2024-02-29', undefined]);
  });
});
