import { takeTurns, type Turn } from './rounds.js';

describe('takeTurns', () => {
  it('starts each turn equally often and does not count the first round', async () => {
    const order: string[] = [];
    let value = 0;
    const turn =
      (name: string): Turn =>
      () => {
        order.push(name);
        return Promise.resolve({ [name]: (value += 1) });
      };
    const results = await takeTurns(['a', 'b'].map(turn), 3);
    expect(order.join('')).toBe('abbaabba');
    expect([...results]).toEqual([
      ['a', [4, 5, 8]],
      ['b', [3, 6, 7]],
    ]);
  });
});
