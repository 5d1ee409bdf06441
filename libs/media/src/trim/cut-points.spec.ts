import { cleanEnd, landingOf } from './cut-points.js';
import type { Packet } from './packets.js';

const picture = (dts: number, pts: number): Packet => ({ stream: 0, dts, pts });
const sound = (at: number): Packet => ({ stream: 1, dts: at, pts: at });

describe('landingOf', () => {
  it('begins with the earliest first packet, and knows the keyframe and how early pictures are stored', () => {
    const landing = landingOf([sound(3.9), picture(3.92, 4), sound(3.95), picture(3.96, 4.12)]);
    expect(landing).toEqual({ zero: 3.9, keyframe: 4, delay: expect.closeTo(0.08) as number });
  });

  it('says nothing when picture or sound did not come', () => {
    expect(landingOf([sound(3.9)])).toBeUndefined();
    expect(landingOf([picture(3.9, 4)])).toBeUndefined();
    expect(landingOf([])).toBeUndefined();
  });

  it('does not begin before the recording', () => {
    expect(landingOf([picture(-0.08, 0), sound(0)])?.zero).toBe(0);
  });
});

describe('cleanEnd', () => {
  // Shown one each second; each third one is stored first, as the two before it are made from it.
  const reordered = [
    picture(-1, 0),
    picture(0, 3),
    picture(1, 1),
    picture(2, 2),
    picture(3, 6),
    picture(4, 4),
    picture(5, 5),
    picture(6, 7),
  ];

  it('is where it was asked for when pictures are stored in order', () => {
    expect(cleanEnd([picture(0, 0), picture(1, 1), picture(2, 2), picture(3, 3)], 1.5)).toBe(1.5);
  });

  it('goes on until nothing is kept that is shown after something left out', () => {
    // At 0.5 the picture of 3 would be kept without those of 1 and 2: stored until 2.
    expect(cleanEnd(reordered, 0.5)).toBeCloseTo(2.001);
    expect(cleanEnd(reordered, 2.5)).toBe(2.5);
    expect(cleanEnd(reordered, 3.5)).toBeCloseTo(5.001);
  });

  it('does not wait for the next picture where they are rare', () => {
    expect(cleanEnd([picture(0, 0), picture(60, 60)], 10)).toBe(10);
  });

  it('ignores sound, and is where it was asked for when no picture is left', () => {
    expect(cleanEnd([sound(5), sound(6)], 5.5)).toBe(5.5);
    expect(cleanEnd([], 5.5)).toBe(5.5);
  });
});
