import { dateText, lengthText } from './dates.js';

describe('dates and lengths', () => {
  it('show a time in local time, to the minute', () => {
    expect(dateText('2026-02-05T18:07:59')).toBe('2026-02-05 18:07');
    expect(dateText(new Date(2026, 10, 21, 9, 3).toISOString())).toBe('2026-11-21 09:03');
    expect(dateText('')).toBe('');
  });

  it('show a length as players do, and nothing if it is unknown', () => {
    expect([0, 44.6, 725, 3_599.7, 3_723, 90_000].map(lengthText)).toEqual([
      '0:00',
      '0:44',
      '12:05',
      '59:59',
      '1:02:03',
      '25:00:00',
    ]);
    expect([null, undefined].map(lengthText)).toEqual(['', '']);
  });
});
