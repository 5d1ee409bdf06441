import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { testDepth } from '@throughline/contracts/testing';
import { testConfig } from '#testing/config.js';
import { moduleLiteral, ScratchSpecs } from '#testing/scratch-specs.js';

/** Explores as `npm run explore` does, one round of all kinds. */
const EXPLORE = `
const { explore } = await import(${moduleLiteral('tools/exploring/explore.mjs')});
const [, root, files] = process.argv;
const lines = [];
const byKind = JSON.parse(files);
let rounds = 0;
const code = await explore(byKind, process.env, {
  isOver: () => (rounds += 1) > Object.keys(byKind).length,
  say: (line) => lines.push(line),
  reports: root + '/reports',
  finds: root + '/finds.json',
  args: ['--config', root + '/jest.config.mjs'],
});
process.stdout.write('RESULT ' + JSON.stringify({ code, lines }));
`;

const PASSES = "it('passes', () => {});";
const ALWAYS_FALSE = `
import fc from ${JSON.stringify(import.meta.resolve('fast-check'))};
it("keeps (what it's told)", () => {
  fc.assert(fc.property(fc.array(fc.integer()), (list) => list.length < 2));
});`;
const FAILS_ONCE = `
import { existsSync, writeFileSync } from 'node:fs';
const mark = import.meta.filename + '.mark';
it('waits', () => {
  const isSecond = existsSync(mark);
  writeFileSync(mark, '');
  expect(isSecond).toBe(true);
});`;

interface Outcome {
  readonly code: number;
  readonly lines: readonly string[];
}

interface StoredFind {
  readonly seed: number;
  readonly path: string;
}

it('the whole sets that `npm test` leaves out are files', async () => {
  const { WHOLE_SETS, allSpecs } = (await import(join(testConfig().projectRoot, 'tools/testing/passes.mjs'))) as {
    WHOLE_SETS: readonly string[];
    allSpecs: () => Promise<readonly string[]>;
  };
  expect(await allSpecs()).toEqual(expect.arrayContaining([...WHOLE_SETS]));
});

describe('npm run explore', () => {
  let specs: ScratchSpecs;
  beforeEach(async () => {
    specs = await ScratchSpecs.create();
    await specs.add('good', PASSES);
  });
  afterEach(() => specs.remove());

  const explore = async (files: Readonly<Record<string, readonly string[]>>): Promise<Outcome> => {
    const paths = Object.entries(files).map(([kind, names]) => [kind, names.map((name) => specs.pathOf(name))]);
    return specs.run(EXPLORE, [JSON.stringify(Object.fromEntries(paths))]);
  };
  const readFinds = async (): Promise<readonly StoredFind[]> =>
    JSON.parse(await readFile(join(specs.folder.path, 'finds.json'), 'utf8')) as readonly StoredFind[];

  it('stores a counterexample with its seed and the command that shows it again, and fails nothing', async () => {
    await specs.add('claim', ALWAYS_FALSE);
    const { code, lines } = await explore({ properties: ['good', 'claim'] });
    const [find, ...others] = await readFinds();
    const seed = String(find?.seed);
    const file = specs.printedPath('claim');
    const command = `TL_TEST_SEED=${seed} TL_TEST_DEPTH=full npm test -- ${file} -t '^keeps \\(what it'\\''s told\\)$'`;
    expect(others).toEqual([]);
    expect(find).toEqual({
      at: expect.any(String) as string,
      commit: expect.stringMatching(/^[0-9a-f]{12}\+?$/) as string,
      ...{ file, command, again: true },
      title: "keeps (what it's told)",
      seed: expect.any(Number) as number,
      path: expect.stringMatching(/^[\d:]+$/) as string,
      error: expect.stringContaining('Property failed after') as string,
    });
    expect(code).toBe(0);
    expect(lines).toContain(`     ${command}`);
    expect(lines.at(-1)).toContain('1 seeds, 2 tests, 1 finds, stored in ');
  });

  it('tells a test that passes alone from one that fails again, and keeps earlier finds', async () => {
    await specs.add('late', FAILS_ONCE);
    await specs.add('claim', ALWAYS_FALSE);
    const { code } = await explore({ properties: ['claim'], e2e: ['late', 'good'] });
    expect(code).toBe(0);
    expect(await readFinds()).toMatchObject([
      { title: "keeps (what it's told)", again: true },
      { file: specs.printedPath('late'), title: 'waits', again: false },
    ]);
  });

  if (testDepth.isFull) {
    it('fails if it could run no test', async () => {
      expect(await explore({ properties: ['missing'] })).toMatchObject({ code: 1 });
    });

    it('draws another seed for each hand', async () => {
      const { lines } = await explore({ properties: ['good'], e2e: ['good'] });
      const seeds = lines.flatMap((line) => /seed (-?\d+)/.exec(line)?.[1] ?? []);
      expect(new Set(seeds).size).toBe(2);
    });
  }
});
