import { endsAgree } from './agreement.js';
import type { Packet } from './packets.js';

const picture = (pts: number): Packet => ({ stream: 0, dts: pts, pts });
const sound = (pts: number): Packet => ({ stream: 1, dts: pts, pts });
const expected = { sound: [60, 60.05], delay: 0.4, within: 0.12 };

describe('endsAgree', () => {
  it('accepts sound and picture that end where they should', () => {
    expect(endsAgree([picture(59.9), sound(59.96), picture(60.3)], expected)).toBe(true);
  });

  it('accepts a picture that changes seldom', () => {
    expect(endsAgree([picture(12), sound(59.96)], expected)).toBe(true);
  });

  it('refuses sound of another length, as of a cut that began at another keyframe', () => {
    expect(endsAgree([picture(59.9), sound(61)], expected)).toBe(false);
    expect(endsAgree([picture(59.9), sound(59)], expected)).toBe(false);
    expect(endsAgree([picture(59.9), sound(59.96)], { ...expected, sound: [60, 61] })).toBe(false);
    expect(endsAgree([picture(59.9)], expected)).toBe(false);
  });

  it('refuses pictures that come after the end', () => {
    expect(endsAgree([sound(59.96), picture(61.2)], expected)).toBe(false);
  });
});
