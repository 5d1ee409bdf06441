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
});
