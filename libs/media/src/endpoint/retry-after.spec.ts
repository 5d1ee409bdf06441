import { parseRetryAfterMs } from './retry-after.js';

const now = Date.parse('2026-02-05T12:00:00Z');

describe('parseRetryAfterMs', () => {
  it.each([
    [{ 'retry-after': '7' }, 7_000],
    [{ 'retry-after': ' 0.5 ' }, 500],
    [{ 'retry-after': '0' }, 0],
    [{ 'retry-after': 'Thu, 05 Feb 2026 12:00:30 GMT' }, 30_000],
    [{ 'retry-after': 'Thu, 05 Feb 2026 11:00:00 GMT' }, 0],
    [{ 'retry-after': '9999999999' }, 86_400_000],
    [{ 'retry-after-ms': '250', 'retry-after': '1' }, 250],
    [{ 'retry-after-ms': 'soon', 'retry-after': '1' }, 1_000],
    [{ 'retry-after': 'soon' }, undefined],
    [{ 'retry-after': '-3' }, undefined],
    [{ 'retry-after': '' }, undefined],
    [{}, undefined],
  ])('parses %j', (headers, expected) => {
    expect(parseRetryAfterMs(headers, now)).toBe(expected);
  });
});
