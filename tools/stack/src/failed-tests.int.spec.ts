import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { testDepth } from '@throughline/contracts/testing';
import { moduleLiteral, ScratchSpecs } from '#testing/scratch-specs.js';
import { until } from '#testing/until.js';
import { isAlive, identify } from './processes/identity.js';

/** Runs a pass as \`npm test\` does, and prints its exit code and its summary. */
const RUN = `
const { runQueues } = await import(${moduleLiteral('tools/testing/run-pass.mjs')});
const { summaryOf } = await import(${moduleLiteral('tools/testing/summary.mjs')});
const [, root, known] = process.argv;
const folder = root + '/reports';
const pass = { name: 'fast', kinds: ['unit'], full: false, workers: 2 };
const code = await runQueues([[pass]], process.env, { folder, args: ['--config', root + '/jest.config.mjs'] });
const summary = await summaryOf(['fast'], { folder, known: JSON.parse(known) });
process.stdout.write('RESULT ' + JSON.stringify({ code, ...summary }));
`;

/** Runs the same files in two passes. */
const RUN_TWICE = RUN.replace('[[pass]]', "[[pass, { ...pass, name: 'second' }]]");

const PASSES = "it('passes', () => {});";
const FAILS = "it('adds', () => { expect(1 + 1).toBe(3); });";
const FAILS_ONCE = `
import { existsSync, writeFileSync } from 'node:fs';
const mark = import.meta.filename + '.mark';
it('waits', () => {
  const isSecond = existsSync(mark);
  writeFileSync(mark, '');
  expect(isSecond).toBe(true);
});`;
const CRASHES_ONCE = FAILS_ONCE.replace('expect(isSecond).toBe(true)', "if (!isSecond) process.kill(process.pid, 'SIGKILL')");
/** Each resource has a reference to each enabled storage. From version 24 on, Node keeps all references in one map. */
const COUNTS_STORAGES = `
import { AsyncLocalStorage, AsyncResource } from 'node:async_hooks';
function countStorages() {
  const resource = new AsyncResource('spec');
  const symbols = Object.getOwnPropertySymbols(resource);
  const frame = symbols.find(({ description }) => description === 'context_frame');
  return symbols.filter(({ description }) => description === 'kResourceStore').length + (resource[frame]?.size ?? 0);
}
it('meets only the storage of its own tests', () => {
  const before = countStorages();
  expect(before).toBeLessThanOrEqual(1);
  // The count would see a storage of another spec.
  expect(new AsyncLocalStorage().run('here', countStorages)).toBe(before + 1);
});`;
/** A cache of the process keeps a promise of each file, and the promise keeps its test. */
const COUNTS_OBJECTS = `
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
setFlagsFromString('--expose-gc');
describe('an object', () => {
  const opened = {};
  it('of an earlier file is released', () => {
    const { references, promises } = (globalThis.cache ??= { references: [], promises: [] });
    promises.push(Promise.resolve());
    runInNewContext('gc')();
    expect(references.filter((each) => each.deref() !== undefined)).toEqual([]);
    references.push(new WeakRef(opened));
  });
});`;
const LOADS_ONCE = `
import { existsSync, writeFileSync } from 'node:fs';
const mark = import.meta.filename + '.mark';
const isSecond = existsSync(mark);
writeFileSync(mark, '');
if (!isSecond) throw new Error('the server is not there');
it('passes', () => {});`;

interface Outcome {
  readonly code: number;
  readonly passed: number;
  readonly failed: number;
  readonly lines: readonly string[];
}

describe('a test file that fails', () => {
  let specs: ScratchSpecs;
  beforeEach(async () => {
    specs = await ScratchSpecs.create();
    await specs.add('good', PASSES);
  });
  afterEach(() => specs.remove());

  const run = async (known: readonly string[] = []): Promise<Outcome> => specs.run(RUN, [JSON.stringify(known)]);

  it('twice fails the run', async () => {
    await specs.add('broken', FAILS);
    expect(await run()).toEqual({ code: 1, passed: 1, failed: 1, lines: ['1 tests passed, 1 failed, 0 skipped, 0 files flaky'] });
  });

  it('once is named with its first error, and does not fail the run', async () => {
    await specs.add('late', FAILS_ONCE);
    await specs.add('lost', LOADS_ONCE);
    const { lines, ...outcome } = await run();
    expect(outcome).toEqual({ code: 0, passed: 3, failed: 0 });
    expect([...lines].sort()).toEqual([
      '3 tests passed, 0 failed, 0 skipped, 2 files flaky',
      `FLAKY ${specs.printedPath('late')}: waits: Error: expect(received).toBe(expected) // Object.is equality`,
      `FLAKY ${specs.printedPath('lost')}: the server is not there`,
    ]);
  });

  it('fails the run if its process was killed', async () => {
    await specs.add('crash', CRASHES_ONCE);
    expect(await run()).toEqual({
      ...{ code: 1, passed: 1, failed: 1 },
      lines: [
        `CRASHED ${specs.printedPath('crash')}: its process ended by a signal`,
        '1 tests passed, 1 failed, 0 skipped, 0 files flaky',
      ],
    });
  });

  it.each(['SIGTERM', 'SIGHUP', 'SIGKILL'] as const)(
    'leaves no worker behind after %s, and starts no further pass',
    async (signal) => {
      const workers = join(specs.folder.path, 'workers');
      await specs.add(
        'endless',
        `
      import { appendFileSync } from 'node:fs';
      it('waits', () => { appendFileSync(${JSON.stringify(workers)}, process.pid + ' '); return new Promise(() => setInterval(() => {}, 1000)); });
    `,
      );
      const child = specs.start(RUN_TWICE, ['[]']);
      const pid = await until(() => readFile(workers, 'utf8').then(Number), { what: 'the worker' });
      const worker = await identify(pid);
      child.kill(signal);
      await until(async () => worker === undefined || !(await isAlive(worker)), { what: 'the end of the worker' });
      expect(worker).toBeDefined();
      await until(() => Promise.resolve((child.exitCode ?? child.signalCode) !== null), { what: 'the end of the run' });
      expect(await readFile(workers, 'utf8')).toBe(`${String(pid)} `);
    },
  );

  if (testDepth.isFull) {
    it('once fails the run beside a file that always fails', async () => {
      await specs.add('late', FAILS_ONCE);
      await specs.add('broken', FAILS);
      expect(await run()).toMatchObject({ code: 1, passed: 2, failed: 1 });
    });

    it('once fails the run if it is a known flake', async () => {
      await specs.add('late', FAILS_ONCE);
      const { lines, ...outcome } = await run([specs.printedPath('late')]);
      expect(outcome).toEqual({ code: 0, passed: 2, failed: 1 });
      expect(lines).toContain(
        `FAILED ${specs.printedPath('late')} is a known flake (docs/testing.md) and was flaky again: mend it`,
      );
    });

    it('once fails the run if more than five files do', async () => {
      for (const name of ['a', 'b', 'c', 'd', 'e', 'f']) await specs.add(name, FAILS_ONCE);
      const { lines, ...outcome } = await run();
      expect(outcome).toEqual({ code: 0, passed: 7, failed: 1 });
      expect(lines).toContain('FAILED 6 flaky files are more than 5');
    });
  }
});

describe('test files of one worker', () => {
  it.each([
    ['slowed down by the storages', COUNTS_STORAGES],
    ['left without memory by the variables', COUNTS_OBJECTS],
  ])('are not %s of the files before them', async (_cause, text) => {
    const specs = await ScratchSpecs.create();
    for (const name of ['first', 'second', 'third']) await specs.add(name, text);
    const { lines } = await specs.run<Outcome>(RUN.replace('workers: 2', 'workers: 1'), ['[]']);
    expect(lines).toEqual(['3 tests passed, 0 failed, 0 skipped, 0 files flaky']);
    await specs.remove();
  });
});
