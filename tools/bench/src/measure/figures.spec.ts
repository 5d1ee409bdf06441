import { figuresOf, ratioOf } from './figures.js';

describe('the figures of a bench', () => {
  const results = new Map([
    ['product', [10, 40, 30]],
    ['bare', [20, 40, 120]],
  ]);

  it('have the median of the rounds with its extremes, and ratios of the subject within each round', () => {
    const about = { group: '16 in flight', unit: 'appends/s' };
    expect(figuresOf(results, { ...about, subject: 'product' })).toEqual([
      {
        ...about,
        name: 'product',
        value: 30,
        lowest: 10,
        highest: 40,
        ratioTo: [{ name: 'bare', value: 0.5, lowest: 0.25, highest: 1 }],
      },
      { ...about, name: 'bare', value: 40, lowest: 20, highest: 120 },
    ]);
  });

  it('compare two names round by round, and have no ratio to a name that was not measured', () => {
    expect(ratioOf(results, 'bare', 'product')).toEqual({ value: 2, lowest: 1, highest: 4 });
    expect(ratioOf(results, 'bare', 'other').value).toBeNaN();
  });
});
