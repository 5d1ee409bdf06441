/**
 * `npm test`: prepares the checkout as `npm start` does, then runs the tests with one shared database server. See
 * docs/testing.md.
 *
 *   npm test                     every test but the end-to-end ones, and a tenth of the samples of properties
 *   npm test -- libs/domain      those of one project; any other argument goes to Jest, e.g. --watch
 *   npm run test:gate            the end-to-end tests that the gate runs
 *   node tools/test.mjs --beside `npm test` and `test:gate` side by side, as in the gate
 *   npm run test:all             everything
 */
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { runJest } from './jest.mjs';
import { QUEUES, SETS } from './testing/passes.mjs';
import { REPORTS } from './testing/reports.mjs';
import { environmentOf, runQueues } from './testing/run-pass.mjs';
import { SEED_LINE } from './testing/seed.mjs';
import { summaryOf } from './testing/summary.mjs';
import { withServers } from './testing/with-servers.mjs';

const say = (line) => process.stderr.write(`${line}\n`);

/** `test:gate` continues after `npm test`, so the reports of both are kept. */
async function clearReports(set) {
  await mkdir(REPORTS, { recursive: true });
  const isStale = (file) => set !== 'gate' || SETS.gate.some(({ name }) => file.startsWith(`${name}.`));
  for (const file of await readdir(REPORTS)) if (isStale(file)) await rm(join(REPORTS, file), { recursive: true, force: true });
}

/** Runs all passes, also after a failure. Returns the worst exit code. */
async function runSet(set, env) {
  const queues = QUEUES[set];
  await clearReports(set);
  const worst = await runQueues(queues, env);
  const { lines, passed, failed } = await summaryOf(queues.flat().map(({ name }) => name));
  say(`\n${lines.join('\n')}`);
  return passed === 0 || failed > 0 ? Math.max(worst, 1) : worst;
}

/** A pattern selects from the tests of `npm test`, unless it names end-to-end tests. */
function runSelected(args, env) {
  const [kinds] = args.some((arg) => arg.includes('e2e')) ? [['unit', 'int', 'smoke', 'e2e']] : [['unit', 'int', 'smoke']];
  const full = env.TL_TEST_DEPTH === 'full';
  return runJest(['--maxWorkers=2', ...args], { ...env, ...environmentOf({ kinds, full, name: 'selected' }) });
}

const argv = process.argv.slice(2);
const set = ['all', 'gate', 'beside'].find((name) => argv.includes(`--${name}`)) ?? 'quick';
const args = argv.filter((arg) => arg !== `--${set}`);
await withServers((env) => {
  say(SEED_LINE);
  const all = set === 'all' ? { ...env, TL_TEST_DEPTH: 'full' } : env;
  return args.length === 0 ? runSet(set, all) : runSelected(args, all);
});
