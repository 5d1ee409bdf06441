import { computeToolMemory } from './limits.js';

const mebibyte = 1024 ** 2;

describe('computeToolMemory', () => {
  it('returns two gibibytes if the service has no limit', () => {
    for (const nothing of [undefined, 0, 2 ** 63, 2 ** 64]) expect(computeToolMemory(nothing)).toBe(2_048 * mebibyte);
  });

  it("returns half of the container's memory, so that the service outlives the tool", () => {
    expect(computeToolMemory(1_024 * mebibyte)).toBe(512 * mebibyte);
    expect(computeToolMemory(2_048 * mebibyte)).toBe(1_024 * mebibyte);
  });

  it("returns enough for today's recordings in the smallest container", () => {
    expect(computeToolMemory(64 * mebibyte)).toBe(384 * mebibyte);
  });
});
