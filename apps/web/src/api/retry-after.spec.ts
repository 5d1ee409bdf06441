import { readRetryAfter } from './retry-after.js';

const NOW = Date.parse('2026-02-05T10:00:00Z');
const read = (value?: string): number | undefined =>
  readRetryAfter(new Headers(value === undefined ? {} : { 'Retry-After': value }), NOW);

describe('the time that a refusal asks to wait', () => {
  it('is in seconds, or a date from a proxy', () => {
    expect(['0', '7', ' 90 '].map(read)).toEqual([0, 7_000, 90_000]);
    expect(['Thu, 05 Feb 2026 10:00:12 GMT', 'Thu, 05 Feb 2026 09:00:00 GMT'].map(read)).toEqual([12_000, 0]);
  });

  it('is unknown if there is none, and an hour at most', () => {
    expect([read(), read(''), read('soon')]).toEqual([undefined, undefined, undefined]);
    expect(['9999999999', 'Fri, 05 Feb 2027 10:00:00 GMT'].map(read)).toEqual([3_600_000, 3_600_000]);
  });
});
