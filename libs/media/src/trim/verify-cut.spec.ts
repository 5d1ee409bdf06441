import { hasExpectedEnd } from './verify-cut.js';
import type { Packet } from './packets.js';

const picture = (pts: number): Packet => ({ stream: 0, dts: pts, pts });
const sound = (pts: number): Packet => ({ stream: 1, dts: pts, pts });
const expected = { sound: [60, 60.05], delay: 0.4, within: 0.12 };

describe('hasExpectedEnd', () => {
  it('accepts sound and picture that end at the expected times', () => {
    expect(hasExpectedEnd([picture(59.9), sound(59.96), picture(60.3)], expected)).toBe(true);
  });

  it('accepts a picture that rarely changes', () => {
    expect(hasExpectedEnd([picture(12), sound(59.96)], expected)).toBe(true);
  });

  it('rejects sound of another length, as of a cut that began at another keyframe', () => {
    expect(hasExpectedEnd([picture(59.9), sound(61)], expected)).toBe(false);
    expect(hasExpectedEnd([picture(59.9), sound(59)], expected)).toBe(false);
    expect(hasExpectedEnd([picture(59.9), sound(59.96)], { ...expected, sound: [60, 61] })).toBe(false);
    expect(hasExpectedEnd([picture(59.9)], expected)).toBe(false);
  });

  it('rejects pictures after the end', () => {
    expect(hasExpectedEnd([sound(59.96), picture(61.2)], expected)).toBe(false);
  });
});
