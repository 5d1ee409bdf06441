import { depthOf } from './test-depth.js';

const all = ['one', 'two', 'three', 'four'];

describe('the depth of a test run', () => {
  it('is everything if it is full', () => {
    const { runs, samples, oneOfEach } = depthOf(true);
    expect([runs(15), samples(all), oneOfEach(all, () => 'same')]).toEqual([15, all, all]);
  });

  it('is a tenth otherwise, or the first of each kind', () => {
    const { runs, samples, oneOfEach } = depthOf(false);
    expect([runs(15), samples(all)]).toEqual([2, ['one']]);
    expect(oneOfEach(all, (word) => String(word.length))).toEqual(['one', 'three', 'four']);
  });
});
