import { isFullDepth } from './config.js';

const SHARE = 10;

/**
 * How thoroughly this run of the tests tries properties and long media: completely in `npm run test:all`, a tenth of it in
 * `npm test`. Assertions are the same in both.
 */
export const testDepth = {
  isFull: isFullDepth,
  /** The number of samples of a property, given the number at full depth. */
  runs: (full: number): number => (isFullDepth ? full : Math.ceil(full / SHARE)),
  /** Every sample at full depth, otherwise every tenth, evenly spread and with the first. */
  samples: <T>(all: readonly T[]): readonly T[] => (isFullDepth ? all : all.filter((_, index) => index % SHARE === 0)),
};
