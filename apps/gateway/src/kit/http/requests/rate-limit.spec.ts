import { RateLimiter } from './rate-limit.js';

describe('a rate limiter', () => {
  const at = { now: 0 };
  const limiter = new RateLimiter({ burst: 2, perSecond: 4 }, () => at.now);

  it('allows a burst, returns the waiting time, and refills over time up to the burst', () => {
    expect([limiter.take('a'), limiter.take('a'), limiter.take('a')]).toEqual([0, 0, 250]);
    at.now += 250;
    expect([limiter.take('a'), limiter.take('a')]).toEqual([0, 250]);
    at.now += 3_600_000;
    expect([limiter.take('a'), limiter.take('a'), limiter.take('a')]).toEqual([0, 0, 250]);
  });

  it('counts each key separately', () => {
    expect(limiter.take('b')).toBe(0);
  });
});
