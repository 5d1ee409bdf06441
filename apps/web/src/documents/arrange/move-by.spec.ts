import { moveBy } from './move-by.js';

describe('moveBy', () => {
  it.each([
    ['a', 1, ['b', 'a', 'c']],
    ['c', -1, ['a', 'c', 'b']],
    ['c', -2, ['c', 'a', 'b']],
    ['a', -1, ['a', 'b', 'c']],
    ['c', 1, ['a', 'b', 'c']],
    ['x', 1, ['a', 'b', 'c']],
  ])('moves %s by %i', (id, by, order) => {
    expect(moveBy(['a', 'b', 'c'], id, by)).toEqual(order);
  });
});
