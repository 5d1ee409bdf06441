import { parseProportionalBytes, readProportionalBytes, withDescendants } from './proportional-memory.js';

describe('the memory of a family of processes', () => {
  it('includes children of children, and no other process', () => {
    const parents = new Map([
      [1, 0],
      [10, 1],
      [20, 10],
      [30, 20],
      [40, 1],
    ]);
    expect(withDescendants([10], parents)).toEqual([10, 20, 30]);
  });

  it('comes from the line of the proportional set size', () => {
    expect(parseProportionalBytes('Rss:     200 kB\nPss:      75 kB\nPss_Dirty:   5 kB\n')).toBe(76_800);
    expect(parseProportionalBytes('')).toBeNaN();
  });

  it('is at least some megabytes for this process, and unknown on other systems', async () => {
    const bytes = await readProportionalBytes([process.pid]);
    if (process.platform === 'linux') expect(bytes).toBeGreaterThan(4_000_000);
    else expect(bytes).toBeNaN();
  });

  it('is unknown if one of the processes does not run', async () => {
    expect(await readProportionalBytes([process.pid, 2 ** 30])).toBeNaN();
  });
});
