import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Sequencer from '@jest/test-sequencer';
import { projectRoot } from '../workspaces.mjs';
import { GATE_FILES, kindOf } from './passes.mjs';
import { drawsSamples, FUZZERS } from './samples.mjs';

const fuzzers = join(projectRoot, FUZZERS);

/** Generated requests last longest, then specs with other samples or long media, then those with servers. */
function rankOf(path) {
  if (path.startsWith(fuzzers)) return 0;
  if (drawsSamples(readFileSync(path, 'utf8'))) return 1;
  return kindOf(path) === 'int' ? 2 : 3;
}

const gateFiles = GATE_FILES.map((file) => join(projectRoot, file));

/** The longest files of the gate come first. Other end-to-end files follow in any order. */
function placeOf(path) {
  const place = gateFiles.indexOf(path);
  return place < 0 ? gateFiles.length : place;
}

/**
 * Starts the longest specs first, so that at the end no worker is left with one of them. Jest itself knows only the times of
 * earlier runs and the sizes of files, and a clean checkout has no times.
 */
export default class LongFirst extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    if (sorted.some(({ duration }) => duration !== undefined)) return sorted;
    const ranks = new Map(sorted.map((test) => [test, rankOf(test.path)]));
    return sorted.toSorted((one, other) => ranks.get(one) - ranks.get(other) || placeOf(one.path) - placeOf(other.path));
  }
}
