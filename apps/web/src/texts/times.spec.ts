import { sayExpected } from '../controls/Expected.js';
import { age, clock, exact, length, size } from './times.js';

const NOW = Date.parse('2026-11-20T12:00:00Z');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe('times, for people', () => {
  it('says ages in the unit that fits, and nothing of split seconds', () => {
    const ages = [0, 4_000, 40_000, 90_000, 3 * HOUR, 50 * HOUR, -2 * HOUR].map((ms) => age(NOW - ms, NOW));
    expect(ages).toEqual(['just now', 'just now', '40 seconds ago', '1 minute ago', '3 hours ago', '2 days ago', 'in 2 hours']);
  });

  it('says the day with a time that is not of today, and UTC to who points at it', () => {
    expect(clock(NOW, NOW)).toMatch(/^\d\d:\d\d$/);
    expect(clock(NOW - 72 * HOUR, NOW)).toMatch(/17/);
    expect(exact(NOW)).toContain('2026-11-20T12:00:00.000Z');
  });

  it('says lengths and sizes', () => {
    expect([0, 59_400, 90_000, HOUR, 3.5 * HOUR].map(length)).toEqual(['0 s', '59 s', '2 min', '1 h', '3 h 30 min']);
    expect([0, 999, 1_500, 12_400_000, 3e12].map(size)).toEqual(['0 B', '999 B', '1.5 KB', '12 MB', '3 TB']);
  });
});

describe('when something will be done', () => {
  const range = (from: number, to: number) => ({
    eta: { from: new Date(NOW + from).toISOString(), to: new Date(NOW + to).toISOString(), basis: 'rule', samples: 0 } as const,
  });

  it('says a range, and one time where both ends fall into one minute', () => {
    expect(sayExpected(range(10 * MINUTE, 30 * MINUTE), NOW)?.words).toMatch(/^Done \d\d:\d\d to \d\d:\d\d$/);
    expect(sayExpected(range(10 * MINUTE, 10 * MINUTE + 1_000), NOW)?.words).toMatch(/^Done about \d\d:\d\d$/);
    expect(sayExpected(range(0, 20_000), NOW)?.words).toBe('Done within a minute');
  });

  it('never says a time in the past: a range that has begun begins now, and one that is over is not said', () => {
    const begun = sayExpected(range(-10 * MINUTE, 10 * MINUTE), NOW);
    expect(begun?.words).toBe(`Done ${clock(NOW, NOW)} to ${clock(NOW + 10 * MINUTE, NOW)}`);
    expect(sayExpected(range(-10 * MINUTE, -1), NOW)).toBeUndefined();
  });

  it('says why there is no estimate, for reasons that it has never heard of too', () => {
    expect(sayExpected({ eta: null, eta_reason: 'paused' }, NOW)?.words).toBe('No estimate while it is paused');
    expect(sayExpected({ eta: null, eta_reason: 'of-tomorrow' }, NOW)?.words).toBe('No estimate');
    expect(sayExpected({ eta: null, eta_reason: null }, NOW)).toBeUndefined();
  });
});
