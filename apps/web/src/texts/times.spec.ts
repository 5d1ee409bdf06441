import { describeEta, describeStall } from '../controls/Expected.js';
import { startSentence } from './start-sentence.js';
import { text } from './text.js';
import { age, clock, exact, length, shortDate, size } from './times.js';

const NOW = Date.parse('2026-11-20T12:00:00Z');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe('the texts of times', () => {
  it('show ages in the fitting unit, without fractions of seconds', () => {
    const ages = [0, 4_000, 40_000, 90_000, 3 * HOUR, 50 * HOUR, -2 * HOUR].map((ms) => age(NOW - ms, NOW));
    expect(ages).toEqual(['just now', 'just now', '40 seconds ago', '1 minute ago', '3 hours ago', '2 days ago', 'in 2 hours']);
  });

  it('state times to come in whole units, and a week that was just chosen as a week', () => {
    const DAY = 24 * HOUR;
    const chosen = [HOUR, DAY, 7 * DAY, 30 * DAY, 90 * DAY, 366 * DAY].map((ms) => age(NOW + ms - 2_000, NOW));
    expect(chosen).toEqual(['in 1 hour', 'in 1 day', 'in 1 week', 'in 1 month', 'in 3 months', 'in 1 year']);
    expect([91 * MINUTE, 1.4 * DAY, 5.6 * DAY, 6.4 * DAY, 10.6 * DAY, 46 * DAY].map((ms) => age(NOW + ms, NOW))).toEqual([
      'in 1 hour',
      'in 1 day',
      'in 5 days',
      'in 6 days',
      'in 1 week',
      'in 1 month',
    ]);
    expect([59.9 * MINUTE, 6.9 * DAY].map((ms) => age(NOW - ms, NOW))).toEqual(['59 minutes ago', '6 days ago']);
  });

  it('begin a sentence with a capital letter, in any language', () => {
    expect(['vor 3 Minuten', 'через 2 дня', '3 minutes ago'].map(startSentence)).toEqual([
      'Vor 3 Minuten',
      'Через 2 дня',
      '3 minutes ago',
    ]);
  });

  it('show the day for other days than today, and UTC as tooltip', () => {
    expect(clock(NOW, NOW)).toMatch(/^\d\d:\d\d$/);
    expect(clock(NOW - 72 * HOUR, NOW)).toContain(String(new Date(NOW - 72 * HOUR).getDate()));
    expect(exact(NOW)).toContain('2026-11-20T12:00:00.000Z');
  });

  it('are short in a narrow column: the time today, the weekday this week, then the date', () => {
    expect(shortDate(NOW - MINUTE, NOW)).toMatch(/^\d\d:\d\d$/);
    expect(shortDate(NOW - 48 * HOUR, NOW)).toMatch(/^Wed \d\d:\d\d$/);
    expect(shortDate(NOW - 10 * 24 * HOUR, NOW)).toBe('Nov 10');
    expect(shortDate(NOW - 400 * 24 * HOUR, NOW)).toBe('Oct 16, 2025');
    expect(shortDate(NOW + 72 * HOUR, NOW)).toBe('Nov 23');
  });

  it('show durations and sizes', () => {
    expect([0, 59_400, 90_000, HOUR, 3.5 * HOUR].map(length)).toEqual(['0 s', '59 s', '2 min', '1 h', '3 h 30 min']);
    expect([1, 2, 3, 4, 11, 22, 113].map(text.time.ordinal)).toEqual(['1st', '2nd', '3rd', '4th', '11th', '22nd', '113th']);
    expect([0, 999, 1_500, 12_400_000, 3e12].map(size)).toEqual(['0 B', '999 B', '1.5 KB', '12 MB', '3 TB']);
  });
});

describe('the text of an estimate', () => {
  const timeAfter = (ms: number): string => new Date(NOW + ms).toISOString();
  const range = (from: number | null, to: number) => ({
    eta: { from: from === null ? null : timeAfter(from), to: timeAfter(to), basis: 'rule', samples: 0 } as const,
  });

  it('shows a range, or one time if both ends are in the same minute', () => {
    expect(describeEta(range(10 * MINUTE, 30 * MINUTE), NOW)?.words).toMatch(/^Done \d\d:\d\d to \d\d:\d\d$/);
    expect(describeEta(range(10 * MINUTE, 10 * MINUTE + 1_000), NOW)?.words).toMatch(/^Done at about \d\d:\d\d$/);
    expect(describeEta(range(0, 20_000), NOW)?.words).toBe('Done within a minute');
  });

  it('shows neither a past time nor the present one: only the end once the start has passed, nothing after the end', () => {
    for (const start of [-10 * MINUTE, null])
      for (const now of [NOW, NOW + 5 * MINUTE])
        expect(describeEta(range(start, 10 * MINUTE), now)).toEqual({
          words: `Done by ${clock(NOW + 10 * MINUTE, NOW)}`,
          title: exact(NOW + 10 * MINUTE),
        });
    expect(describeEta(range(null, 20_000), NOW)?.words).toBe('Done within a minute');
    expect(describeEta(range(-10 * MINUTE, -1), NOW)).toBeUndefined();
    expect(describeEta(range(null, -1), NOW)).toBeUndefined();
  });

  it('shows for how long there was no progress, next to the estimate or instead of it', () => {
    const since = (ms: number) => ({ progress_at: new Date(NOW - ms).toISOString() });
    expect(describeStall(since(MINUTE), NOW)).toBeUndefined();
    expect(describeStall(since(4 * MINUTE), NOW)).toBe('No progress for 4 min');
    expect(describeStall({ progress_at: null }, NOW)).toBeUndefined();
    expect(describeEta({ eta: null, eta_reason: 'no-progress' }, NOW)?.words).toBe('No estimate: no progress at the moment');
  });

  it('shows why there is no estimate, also for unknown reasons', () => {
    expect(describeEta({ eta: null, eta_reason: 'paused' }, NOW)?.words).toBe('No estimate while the item is paused');
    expect(describeEta({ eta: null, eta_reason: 'of-tomorrow' as 'unknown' }, NOW)?.words).toBe('No estimate');
    expect(describeEta({ eta: null, eta_reason: null }, NOW)).toBeUndefined();
  });
});
