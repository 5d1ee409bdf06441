import { findCleanEnd, findCutStart } from './cut-points.js';
import type { Packet } from './packets.js';

const picture = (dts: number, pts: number): Packet => ({ stream: 0, dts, pts });
const sound = (at: number): Packet => ({ stream: 1, dts: at, pts: at });

describe('findCutStart', () => {
  it('returns the earliest first packet, the keyframe, and the delay between storage and display', () => {
    const landing = findCutStart([sound(3.9), picture(3.92, 4), sound(3.95), picture(3.96, 4.12)]);
    expect(landing).toEqual({ zero: 3.9, keyframe: 4, delay: expect.closeTo(0.08) as number });
  });

  it('returns `undefined` if picture or sound is missing', () => {
    expect(findCutStart([sound(3.9)])).toBeUndefined();
    expect(findCutStart([picture(3.9, 4)])).toBeUndefined();
    expect(findCutStart([])).toBeUndefined();
  });

  it('never begins before the recording', () => {
    expect(findCutStart([picture(-0.08, 0), sound(0)])?.zero).toBe(0);
  });
});

describe('findCleanEnd', () => {
  // One picture each second. Each third one is stored first, because the two before it are made from it.
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

  it('returns the requested time if pictures are stored in order', () => {
    expect(findCleanEnd([picture(0, 0), picture(1, 1), picture(2, 2), picture(3, 3)], 1.5)).toBe(1.5);
  });

  it('continues until no kept picture is shown after an omitted one', () => {
    // At 0.5 the picture of 3 would be kept without those of 1 and 2, so the cut ends after 2 is stored.
    expect(findCleanEnd(reordered, 0.5)).toBeCloseTo(2.001);
    expect(findCleanEnd(reordered, 2.5)).toBe(2.5);
    expect(findCleanEnd(reordered, 3.5)).toBeCloseTo(5.001);
  });

  it('does not wait for the next picture if pictures are rare', () => {
    expect(findCleanEnd([picture(0, 0), picture(60, 60)], 10)).toBe(10);
  });

  it('ignores sound, and returns the requested time if no picture is left', () => {
    expect(findCleanEnd([sound(5), sound(6)], 5.5)).toBe(5.5);
    expect(findCleanEnd([], 5.5)).toBe(5.5);
  });
});
