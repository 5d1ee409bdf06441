import { YieldingLane } from './yielding-lane.js';

describe('a lane that yields', () => {
  it('defers an attempt for two minutes at most, each attempt by itself', () => {
    let now = 0;
    const lane = new YieldingLane(() => now);
    expect(lane.yieldMs('one')).toBe(5_000);
    now = 60_000;
    expect([lane.yieldMs('one'), lane.yieldMs('two')]).toEqual([5_000, 5_000]);
    now = 120_000;
    expect([lane.yieldMs('one'), lane.yieldMs('two')]).toEqual([undefined, 5_000]);
    // A later attempt with the same message begins again.
    expect(lane.yieldMs('one')).toBe(5_000);
  });
});
