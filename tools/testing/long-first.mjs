import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Sequencer from '@jest/test-sequencer';
import { projectRoot } from '../workspaces.mjs';
import { GATE_FILES, kindOf } from './passes.mjs';
import { drawsSamples, FUZZERS } from './samples.mjs';

const fuzzers = join(projectRoot, FUZZERS);
const isFuzzer = ({ path }) => path.startsWith(fuzzers);

/** Tests with servers come first, then units. Of each kind, specs with other samples or long media come first. */
const rankOf = (path) => (kindOf(path) === 'int' ? 0 : 2) + (drawsSamples(readFileSync(path, 'utf8')) ? 0 : 1);

/** The longest first: end-to-end files of the gate, and fuzzers. Others follow in any order. */
const longest = [
  ...GATE_FILES.map((file) => join(projectRoot, file)),
  ...['changes', 'reads', 'replays', 'strangers', 'role-matrix', 'tenants'].map((name) => join(fuzzers, `${name}.spec.ts`)),
];

function placeOf({ path }) {
  const place = longest.indexOf(path);
  return place < 0 ? longest.length : place;
}

/** Inserts `few` at equal distances into `many`; the first one comes first. */
const spread = (few, many) => {
  const distance = Math.ceil(many.length / few.length);
  const groups = few.map((one, index) => [one, ...many.slice(index * distance, (index + 1) * distance)]);
  return [...groups.flat(), ...(few.length === 0 ? many : [])];
};

/**
 * Starts the longest specs early, so that at the end no worker is left with one of them. Generated requests keep a core busy, and
 * tests with servers mostly wait, so these run side by side. Jest itself knows only the times of earlier runs and the sizes of
 * files, and a clean checkout has no times.
 */
export default class LongFirst extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    if (sorted.some(({ duration }) => duration !== undefined)) return sorted;
    const ranks = new Map(sorted.map((test) => [test, rankOf(test.path)]));
    const ordered = sorted.toSorted((one, other) => placeOf(one) - placeOf(other) || ranks.get(one) - ranks.get(other));
    const others = ordered.filter((test) => !isFuzzer(test));
    const waiting = others.filter((test) => ranks.get(test) < 2);
    return [...spread(ordered.filter(isFuzzer), waiting), ...others.filter((test) => !waiting.includes(test))];
  }
}
