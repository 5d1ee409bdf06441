import { parseFeedDate } from './feed-date.js';

describe('a date of a feed', () => {
  it.each([
    ['Tue, 10 Jun 2003 04:00:00 GMT', '2003-06-10T04:00:00.000Z'],
    ['Tue, 10 Jun 2003 04:00:00 +0200', '2003-06-10T02:00:00.000Z'],
    ['Tue, 10 Jun 2003 04:00:00 -05:30', '2003-06-10T09:30:00.000Z'],
    ['10 June 03 4:00 EST', '2003-06-10T09:00:00.000Z'],
    ['Fri, 31 Dec 99 23:59:59 Z', '1999-12-31T23:59:59.000Z'],
    ['Tue, 10 Jun 2003 04:00:00 CEST', '2003-06-10T04:00:00.000Z'],
    ['Tue, 10 Jun 2003 04:00:00', '2003-06-10T04:00:00.000Z'],
    [' 2026-02-05T10:00:00.5+02:00 ', '2026-02-05T08:00:00.000Z'],
    ['2026-02-05T10:00:00Z', '2026-02-05T10:00:00.000Z'],
    ['2026-02-05t10:00:00z', '2026-02-05T10:00:00.000Z'],
    ['2026-02-05 10:00 +0100', '2026-02-05T09:00:00.000Z'],
    ['2026-02-05', '2026-02-05T00:00:00.000Z'],
  ])('is read: %j', (text, expected) => {
    expect(new Date(parseFeedDate(text) ?? NaN).toISOString()).toBe(expected);
  });

  it.each([
    '',
    'yesterday',
    '2003',
    'Episode 5',
    'Tue, 10 Juin 2003',
    'Tue, 99 Jun 2003 04:00:00 GMT',
    '2026-13-01',
    '1'.repeat(9_999),
  ])('is not guessed: %j', (text) => {
    expect(parseFeedDate(text)).toBeUndefined();
  });
});
