import { toolMemory } from './limits.js';

const mebibyte = 1024 ** 2;

describe('the memory of a tool', () => {
  it('is two gibibytes where nothing limits the service', () => {
    for (const nothing of [undefined, 0, 2 ** 63, 2 ** 64]) expect(toolMemory(nothing)).toBe(2_048 * mebibyte);
  });

  it('is half of what the container has, so that the service outlives the tool', () => {
    expect(toolMemory(1_024 * mebibyte)).toBe(512 * mebibyte);
    expect(toolMemory(2_048 * mebibyte)).toBe(1_024 * mebibyte);
  });

  it('is enough for recordings of today in a container however small', () => {
    expect(toolMemory(64 * mebibyte)).toBe(384 * mebibyte);
  });
});
