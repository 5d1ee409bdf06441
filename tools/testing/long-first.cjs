const { readFileSync } = require('node:fs');
const { default: Sequencer } = require('@jest/test-sequencer');

/** Specs with generated samples or long media last longest, then those with servers. */
const rankOf = (path) => {
  if (readFileSync(path, 'utf8').includes('testDepth')) return 0;
  return /\.int\.spec\.tsx?$/.test(path) ? 1 : 2;
};

/**
 * Starts the longest specs first, so that at the end no worker is left with one of them. Jest itself knows only the times of
 * earlier runs and the sizes of files, and a clean checkout has no times.
 */
module.exports = class LongFirst extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    if (sorted.some(({ duration }) => duration !== undefined)) return sorted;
    const ranks = new Map(sorted.map((test) => [test, rankOf(test.path)]));
    return sorted.toSorted((one, other) => ranks.get(one) - ranks.get(other));
  }
};
