import { GatheredCalls } from './gathered-calls.js';

describe('gathered calls', () => {
  it('share one statement if they are made at the same time, and the next one if they come during it', async () => {
    const statements: (readonly number[])[] = [];
    let next: Promise<number> | undefined;
    const calls = new GatheredCalls<number, number>((inputs) => {
      statements.push(inputs);
      next ??= calls.call(4);
      return Promise.resolve(inputs.map((input) => input * 10));
    });
    expect(await Promise.all([calls.call(1), calls.call(2), calls.call(3)])).toEqual([10, 20, 30]);
    expect(await next).toBe(40);
    expect(await calls.call(5)).toBe(50);
    expect(statements).toEqual([[1, 2, 3], [4], [5]]);
  });

  it('fail together, and leave the later ones alone', async () => {
    let tries = 0;
    const calls = new GatheredCalls<number, number>((inputs) => {
      tries += 1;
      return tries === 1 ? Promise.reject(new Error('away')) : Promise.resolve(inputs);
    });
    const first = await Promise.allSettled([calls.call(1), calls.call(2)]);
    expect(first.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await calls.call(3)).toBe(3);
  });
});
