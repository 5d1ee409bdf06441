import { readFileSync, readdirSync } from 'node:fs';
import { compareOutcome, type GoldenLog } from '../../kinds/outcome/golden-log.js';
import { commitsOf, foldsOf } from './golden-log.js';
import { scenarios } from './scenarios.js';

const folder = new URL('../../../golden/', import.meta.url);
const read = (file: string): unknown => JSON.parse(readFileSync(new URL(file, folder), 'utf8'));
const names = readdirSync(folder).sort();
const logs = new Map(names.map((name) => [name, read(name) as GoldenLog]));

describe('the golden logs', () => {
  it.each([...logs].map(([name, golden]) => [golden.title, name, golden] as const))('%s (%s)', (_title, _name, golden) => {
    expect(compareOutcome(golden.expected, commitsOf(golden))).toEqual([]);
  });

  it('cover the regressions that the requirements name', () => {
    const early = ['agg-05', 'agg-08', 'agg-13', 'flr-02', 'flr-03', 'flr-04', 'flr-05', 'flr-15-u16'];
    expect(names).toEqual(expect.arrayContaining(early.map((name) => `${name}.json`)));
    expect(names).toEqual(expect.arrayContaining(Object.keys(scenarios)));
  });

  it.each(Object.entries(scenarios))('have the same outcome with the present deciders: %s', (_name, { journey, expected }) => {
    expect(compareOutcome(expected, journey().commits)).toEqual([]);
  });

  it('fold to the states recorded for this FOLD_VERSION: if they differ, raise it, build and run `node libs/domain/dist/testing/golden/write.js`', () => {
    expect(foldsOf(logs)).toEqual(read('../golden-folds.json'));
  });
});
