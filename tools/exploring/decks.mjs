import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { allSpecs, kindOf } from '../testing/passes.mjs';
import { drawsSamples, FUZZERS } from '../testing/samples.mjs';
import { projectRoot } from '../workspaces.mjs';

/**
 * The kinds of tests that explore, each with the number of files that run with one seed.
 * @type {Readonly<Record<'properties' | 'fuzz' | 'e2e', number>>}
 */
export const KINDS = { properties: 8, fuzz: 1, e2e: 2 };

export async function specsByKind() {
  const specs = await allSpecs();
  const drawing = await Promise.all(
    specs.map(
      async (file) => ['unit', 'int'].includes(kindOf(file)) && drawsSamples(await readFile(join(projectRoot, file), 'utf8')),
    ),
  );
  return {
    properties: specs.filter((file, index) => drawing[index] && !file.startsWith(FUZZERS)),
    fuzz: specs.filter((file) => file.startsWith(FUZZERS)),
    e2e: specs.filter((file) => ['smoke', 'e2e'].includes(kindOf(file))),
  };
}

/** Returns the items in random order (Fisher and Yates). */
function shuffle(items, random) {
  const order = [...items];
  for (let last = order.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    [order[last], order[other]] = [order[other], order[last]];
  }
  return order;
}

/**
 * Deals hands of files without end: of each kind in turn, each file of a kind once before any comes again.
 * @param {Readonly<Record<string, readonly string[]>>} files by kind
 * @param {() => number} random from 0 to 1
 */
export function* deal(files, random = Math.random) {
  const decks = Object.entries(files).filter(([, all]) => all.length > 0);
  const left = new Map(decks.map(([kind]) => [kind, []]));
  for (;;) {
    for (const [kind, all] of decks) {
      if (left.get(kind).length === 0) left.set(kind, shuffle(all, random));
      yield { kind, files: left.get(kind).splice(0, KINDS[kind]) };
    }
  }
}
