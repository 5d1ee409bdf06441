import { nextZoom, widthOf, zoomOf } from './zoom.js';

describe('the zoom of a page', () => {
  it('goes to the next step from any width', () => {
    expect([nextZoom(100, 1), nextZoom(100, -1)]).toEqual([125, 75]);
    expect([nextZoom(61.3, 1), nextZoom(61.3, -1)]).toEqual([75, 50]);
  });

  it('skips a step that the width has almost', () => {
    expect([nextZoom(99.6, 1), nextZoom(100.4, -1)]).toEqual([125, 75]);
  });

  it('ends at the last steps', () => {
    expect([nextZoom(300, 1), nextZoom(25, -1)]).toEqual([undefined, undefined]);
  });

  it('shows paper in its size at 100 %', () => {
    expect(Math.round(widthOf(100, 595))).toBe(793);
    expect(zoomOf(widthOf(75, 612), 612)).toBeCloseTo(75);
  });
});
