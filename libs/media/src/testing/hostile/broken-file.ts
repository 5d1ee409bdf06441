import { hostile, type HostileFile } from './hostile-file.js';

/** Returns a seeded random generator with the same numbers on every machine (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const anything = ['refused:*', 'skipped:*', 'failed:tool-failed', 'whole', 'cut'];

/** Changes some bytes of a valid file, more of them near its likely index. */
export function broken(name: string, honest: Uint8Array, seed: number): HostileFile {
  const next = createRandom(seed);
  const content = Buffer.from(honest);
  for (let change = 0; change < 24; change += 1) {
    const within = change % 3 === 0 ? content.length : Math.min(content.length, 2_048);
    const at = Math.floor(next() * within);
    content[change % 2 === 0 ? at : content.length - 1 - at] = Math.floor(next() * 256);
  }
  return hostile(`broken-${seed}-${name}`, content, ...anything);
}
