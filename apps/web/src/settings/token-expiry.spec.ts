import { describeExpiry } from './token-expiry.js';

const NOW = Date.parse('2026-02-05T10:00:00.000Z');

describe('the expiry of a token', () => {
  it.each([
    [null, 'quiet', 'does not expire'],
    ['2026-05-06T10:00:00.000Z', 'quiet', 'expires on May 6'],
    ['2027-02-05T10:00:00.000Z', 'quiet', 'expires on February 5, 2027'],
    ['2026-02-19T10:00:00.000Z', 'quiet', 'expires on February 19'],
    ['2026-02-19T09:59:59.000Z', 'warn', 'expires in 2 weeks: create another one'],
    ['2026-02-06T11:00:00.000Z', 'warn', 'expires in 1 day: create another one'],
    ['2026-02-05T10:00:00.000Z', 'bad', 'expired on February 5'],
    ['2026-01-01T10:00:00.000Z', 'bad', 'expired on January 1'],
  ])('%s is shown as %s: %s', (expiresAt, tone, words) => {
    expect(describeExpiry({ expires_at: expiresAt }, NOW)).toEqual({ tone, words });
  });
});
