import { swipeOf } from './swipe.js';

const START = { x: 200, y: 400 };
const swipeBy = (x: number, y = 0) => swipeOf(START, { x: START.x + x, y: START.y + y });

describe('a swipe', () => {
  it('goes to the left or to the right', () => {
    expect(swipeBy(-90, 20)).toBe('left');
    expect(swipeBy(90, -20)).toBe('right');
  });

  it('is neither a tap nor a scroll', () => {
    for (const [x, y] of [
      [0, 0],
      [-79, 0],
      [-90, 60],
      [10, 300],
    ] as const)
      expect(swipeBy(x, y)).toBeUndefined();
  });
});
