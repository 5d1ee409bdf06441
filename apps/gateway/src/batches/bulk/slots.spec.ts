import { Slots } from './slots.js';

describe('Slots', () => {
  it('never exceeds its limit, keeps the order of arrival, and survives failures', async () => {
    const slots = new Slots(2);
    const order: number[] = [];
    let [now, most] = [0, 0];
    const work = (index: number) =>
      slots.use(async () => {
        order.push(index);
        now += 1;
        most = Math.max(most, now);
        await new Promise((resolve) => setImmediate(resolve));
        now -= 1;
        if (index === 1) throw new Error('it failed');
        return index;
      });
    const results = await Promise.allSettled([0, 1, 2, 3, 4].map(work));
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled', 'fulfilled']);
    expect([order, most]).toEqual([[0, 1, 2, 3, 4], 2]);
  });

  it('keep what was decided before an outage, and decide nothing after it', async () => {
    const asked: number[] = [];
    const decide = (item: number): Promise<string | undefined> => {
      asked.push(item);
      if (item === 1) return Promise.reject(Object.assign(new Error('away'), { kind: 'unavailable' }));
      return Promise.resolve(item === 0 ? 'zero' : undefined);
    };
    const { found, outage } = await new Slots(1).decideAll([...Array(100).keys()], decide, new AbortController().signal);
    expect([found, outage?.kind]).toEqual([['zero'], 'outage']);
    expect(asked.length).toBeLessThan(10);
  });

  it('decide nothing after the end of the gateway, and throw any other error', async () => {
    const slots = new Slots();
    const bug = (): Promise<never> => Promise.reject(new Error('a bug'));
    expect(await slots.decideAll([1], bug, AbortSignal.abort())).toEqual({ found: [], outage: undefined });
    await expect(slots.decideAll([1], bug, new AbortController().signal)).rejects.toThrow('a bug');
  });
});
