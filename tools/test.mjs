/**
 * `npm test [-- pattern…]`: sets up as `npm start` does, then runs every test with one database server for all. Arguments
 * go to Jest. Without any, the end-to-end tests come last: each of them runs whole installations, and but for those of the page
 * one at a time, as they stop, kill and delay what they run.
 */
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { BootstrapProblem, prepare } from './bootstrap.mjs';
import { projectRoot } from './workspaces.mjs';

const say = (line) => process.stderr.write(`${line}\n`);

const REPORTS = join(projectRoot, '.throughline/test-reports');

const PASSES = [
  // Modules that Jest has loaded for a spec stay in its worker: one that has grown makes way for a new one.
  { name: 'fast', args: ['--maxWorkers=2', '--workerIdleMemoryLimit=2GB'] },
  { name: 'e2e', args: ['--runInBand'] },
  // They wait for a browser most of the time.
  { name: 'page', args: ['--maxWorkers=2'] },
];

/** One pass after the other, whatever becomes of the first; the worst exit code counts. */
async function everything(runJest, env) {
  await rm(REPORTS, { recursive: true, force: true });
  await mkdir(REPORTS, { recursive: true });
  let worst = 0;
  for (const { name, args } of PASSES) {
    const report = join(REPORTS, `${name}.json`);
    const code = await runJest([...args, '--json', `--outputFile=${report}`], { ...env, TL_TEST_PASS: name });
    worst = Math.max(worst, code);
  }
  const totals = await Promise.all(PASSES.map(({ name }) => totalsOf(join(REPORTS, `${name}.json`))));
  const sum = (key) => totals.reduce((all, one) => all + one[key], 0);
  say(`\n${sum('passed')} tests passed, ${sum('failed')} failed`);
  return worst;
}

/** A pass without a report has not run: that is a failure. */
async function totalsOf(report) {
  try {
    const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites } = JSON.parse(await readFile(report, 'utf8'));
    return { passed: numPassedTests, failed: numFailedTests + numRuntimeErrorTestSuites };
  } catch {
    return { passed: 0, failed: 1 };
  }
}

async function run(args) {
  await prepare(say);
  const { prepareTests } = await import('./stack/dist/testing/prepare-tests.js');
  const { runJest } = await import('./jest.mjs');
  const prepared = await prepareTests(say);
  const env = { ...process.env, ...prepared.env };
  try {
    return args.length === 0 ? await everything(runJest, env) : await runJest(['--maxWorkers=2', ...args], env);
  } finally {
    await prepared.stop();
  }
}

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  const expected = error instanceof BootstrapProblem || error.name === 'StackProblem';
  process.stderr.write(`${expected ? error.message : error.stack}\n`);
  process.exitCode = 1;
}
