import { listStates } from './item-state.js';

describe('the states that a list offers', () => {
  it('are those of its items with their number, all of them, and the chosen one', () => {
    const offered = listStates({ all: 3, failed: 2, ready: 1 }, 'waiting').map(({ key, count }) => [key, count]);
    expect(offered).toEqual([
      ['all', 3],
      ['waiting', 0],
      ['ready', 1],
      ['failed', 2],
    ]);
  });

  it('have no number before the items are counted', () => {
    expect(listStates(undefined, 'all')).toMatchObject([{ key: 'all', count: undefined }]);
  });
});
