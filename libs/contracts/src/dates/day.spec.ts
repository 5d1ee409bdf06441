import { dayOf } from './day.js';

describe('a date as a person writes it', () => {
  it.each(['2026-02-05', '05-02-2026', '05/02/2026', '05-02-26', '05/02/26'])('%s is the 5th of February', (text) => {
    expect(dayOf(text)).toBe('2026-02-05');
  });

  it('has a century where it has two digits of a year', () => {
    expect([dayOf('01-01-68'), dayOf('01-01-69')]).toEqual(['2068-01-01', '1969-01-01']);
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
  ])('%j is none', (text) => {
    expect(dayOf(text)).toBeUndefined();
  });

  it('may be the 29th of February where there is one', () => {
    expect([dayOf('29/02/24'), dayOf('29/02/26')]).toEqual(['2024-02-29', undefined]);
  });
});
