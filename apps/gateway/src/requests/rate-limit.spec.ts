import { RateLimiter } from './rate-limit.js';

describe('a rate limiter', () => {
  const at = { now: 0 };
  const limiter = new RateLimiter({ burst: 2, perSecond: 4 }, () => at.now);

  it('lets a burst through, says how long to wait, and refills by time, never beyond the burst', () => {
    expect([limiter.take('a'), limiter.take('a'), limiter.take('a')]).toEqual([0, 0, 250]);
    at.now += 250;
    expect([limiter.take('a'), limiter.take('a')]).toEqual([0, 250]);
    at.now += 3_600_000;
    expect([limiter.take('a'), limiter.take('a'), limiter.take('a')]).toEqual([0, 0, 250]);
  });

  it('counts each key for itself', () => {
    expect(limiter.take('b')).toBe(0);
  });
});
