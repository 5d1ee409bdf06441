import { isFullDepth } from './config.js';

const SHARE = 10;

/** The share of samples that a test uses. Assertions are the same with all samples and with a tenth. */
export interface TestDepth {
  readonly isFull: boolean;
  readonly runs: (full: number) => number;
  /** Returns every sample at full depth, otherwise every tenth, evenly spread and including the first. */
  readonly samples: <T>(all: readonly T[]) => readonly T[];
  /** Returns every sample at full depth, otherwise the first of each kind. */
  readonly oneOfEach: <T>(all: readonly T[], kindOf: (one: T) => string) => readonly T[];
}

export const depthOf = (isFull: boolean): TestDepth => ({
  isFull,
  runs: (full) => (isFull ? full : Math.ceil(full / SHARE)),
  samples: (all) => (isFull ? all : all.filter((_, index) => index % SHARE === 0)),
  oneOfEach: (all, kindOf) => {
    const kinds = all.map(kindOf);
    return isFull ? all : all.filter((_, index) => kinds.indexOf(kinds[index] ?? '') === index);
  },
});

/** The depth of properties and long media in this test run: full in `npm run test:all`, a tenth in `npm test`. */
export const testDepth = depthOf(isFullDepth);
