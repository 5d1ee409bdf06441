import { runInLanes } from './lanes.js';

describe('runInLanes', () => {
  it('acts as often as wanted, in each lane once at a time', async () => {
    const busy = new Set<number>();
    let acts = 0;
    let most = 0;
    await runInLanes(10, 3, async (lane) => {
      expect(busy.has(lane)).toBe(false);
      busy.add(lane);
      acts += 1;
      most = Math.max(most, busy.size);
      await Promise.resolve();
      busy.delete(lane);
    });
    expect([acts, most]).toEqual([10, 3]);
  });

  it('rejects if an act does', async () => {
    await expect(runInLanes(3, 2, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  });
});
