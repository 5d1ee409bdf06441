import { parseRetryAfterMs } from './retry-after.js';

const NOW = Date.parse('2026-11-20T12:00:00Z');

describe('parseRetryAfterMs', () => {
  it.each<[string | undefined, number | undefined]>([
    ['0', 0],
    ['120', 120_000],
    [' 7 ', 7_000],
    ['Fri, 20 Nov 2026 12:00:30 GMT', 30_000],
    ['Fri, 20 Nov 2026 11:00:00 GMT', 0],
    ['9999999999', 86_400_000],
    ['Fri, 20 Nov 2099 12:00:00 GMT', 86_400_000],
    ['99999999999999999999', undefined],
    ['-5', undefined],
    ['1.5', 1_500],
    ['1.', undefined],
    ['5 minutes', undefined],
    ['31536000', 86_400_000],
    ['soon', undefined],
    ['2026', 2_026_000],
    ['', undefined],
    [undefined, undefined],
  ])('parses %j as %j', (header, ms) => {
    expect(parseRetryAfterMs(header, NOW)).toBe(ms);
  });
});
