import { isFullDepth } from './config.js';

const SHARE = 10;

/**
 * The share of samples that this test run uses for properties and long media: all in `npm run test:all`, a tenth in `npm test`.
 * Assertions are the same in both.
 */
export const testDepth = {
  isFull: isFullDepth,
  runs: (full: number): number => (isFullDepth ? full : Math.ceil(full / SHARE)),
  /** Returns every sample at full depth, otherwise every tenth, evenly spread and including the first. */
  samples: <T>(all: readonly T[]): readonly T[] => (isFullDepth ? all : all.filter((_, index) => index % SHARE === 0)),
};
