import fc from 'fast-check';
import { formatClock, parseSeconds } from './times.js';

describe('formatClock and parseSeconds', () => {
  it('return the original time, to the second', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 359_999, noNaN: true }), (seconds) => {
        expect(parseSeconds(formatClock(seconds))).toBe(Math.floor(seconds));
      }),
    );
  });

  it.each([
    ['1:02:05', 3_725],
    [' [02:05] ', 125],
    ['125', 125],
    ['12.5s', 12.5],
    [7.25, 7.25],
    ['soon', undefined],
    ['1:2:3:4', undefined],
    ['-5', undefined],
    ['', undefined],
    [Number.NaN, undefined],
  ])('read %j', (time, seconds) => {
    expect(parseSeconds(time)).toBe(seconds);
  });
});
