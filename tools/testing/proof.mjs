/** Runs the parts of the gate or of a release one after the other. Imports only Node's own modules: no package may be installed yet. */
import { spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { loadavg } from 'node:os';
import { projectRoot } from '../workspaces.mjs';
import { readBudgets } from './budgets.mjs';
import { REPORTS } from './reports.mjs';

/** Often enough for the mean load of a part of a few seconds. */
const SAMPLE_MS = 2_000;

const say = (line) => process.stdout.write(`${line}\n`);
const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`;

const ENDING = ['SIGTERM', 'SIGHUP'];
const children = new Set();

/** Runs a command. Resolves to whether it succeeded. */
export function command(file, args = [], env = {}) {
  return () =>
    new Promise((resolve) => {
      const child = spawn(file, args, { cwd: projectRoot, env: { ...process.env, ...env }, stdio: 'inherit' });
      children.add(child);
      const end = (ok) => {
        children.delete(child);
        resolve(ok);
      };
      child.once('error', (error) => {
        say(error.message);
        end(false);
      });
      child.once('exit', (code) => end(code === 0));
    });
}

/** Returns what a part took, and the mean load of the machine meanwhile: processes that run or wait for a core. */
async function measure(run) {
  const begun = performance.now();
  const loads = [loadavg()[0]];
  const sampling = setInterval(() => loads.push(loadavg()[0]), SAMPLE_MS);
  const ok = await run().catch((error) => {
    say(error.stack);
    return false;
  });
  clearInterval(sampling);
  const load = loads.reduce((sum, one) => sum + one, 0) / loads.length;
  return { ok, seconds: (performance.now() - begun) / 1000, load };
}

function describe({ name, ok, seconds, load }, budgets) {
  const [time, budget] = [clock(seconds).padStart(7), (budgets.get(name) ?? '?').padStart(7)];
  return `${name.padEnd(22)} ${time} of ${budget}   load ${load.toFixed(1).padStart(5)}   ${ok ? 'ok' : 'FAILED'}`;
}

/**
 * Runs parts one after the other, also after one has failed. A signal that ends this process ends the part that runs, and no other
 * begins.
 */
export async function runEach(parts) {
  const signals = [];
  const end = (signal) => {
    signals.push(signal);
    if (children.size === 0) process.exit(1);
    for (const child of children) child.kill(signal);
  };
  for (const signal of ENDING) process.on(signal, end);
  const results = [];
  for (const { name, run } of parts) {
    say(`== ${name}`);
    results.push({ name, ...(await measure(run)) });
    if (signals.length === 0) continue;
    say(`ended by ${String(signals[0])}: ${parts.length - results.length} part(s) did not run`);
    break;
  }
  for (const signal of ENDING) process.off(signal, end);
  return results;
}

/**
 * Runs all parts. Prints the time of each part beside its budget (docs/testing.md); a slow part does not fail. Ends with the line "N passed, N failed": every test and every part counts. Returns the exit code.
 * @param {readonly { name: string, run: () => Promise<boolean> }[]} parts
 * @param {{ passes: readonly string[], total: string }} options passes: names of the passes of tests that the parts run; total:
 *   the name of the budget of all parts
 */
export async function runParts(parts, { passes, total }) {
  const begun = performance.now();
  // A part that does not run must not be counted by the report of an earlier run.
  await rm(REPORTS, { recursive: true, force: true });
  const results = await runEach(parts);
  // Packages are installed now, if they can be.
  const summary = await import('./summary.mjs').then(({ summaryOf }) => summaryOf(passes));
  const budgets = await readBudgets();
  const passedParts = results.filter(({ ok }) => ok).length;
  const failedParts = parts.length - passedParts;
  const failed = summary.failed + failedParts;
  say(`\n${summary.lines.join('\n')}\n`);
  say(`${'part'.padEnd(22)} ${'time'.padStart(7)}    ${'budget'.padStart(7)}   machine`);
  for (const result of results) say(describe(result, budgets));
  const seconds = (performance.now() - begun) / 1000;
  say(`${'all'.padEnd(22)} ${clock(seconds).padStart(7)} of ${(budgets.get(total) ?? '?').padStart(7)}\n`);
  say(`${summary.passed + passedParts} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

/**
 * Returns the parts that fail most cheaply.
 * @param {{ lint: 'all' | 'changed' }} options changed: only the files that differ from the base (docs/testing.md), if it is known
 */
export const firstParts = ({ lint }) => [
  {
    name: 'packages and build',
    run: async () => {
      const { prepare } = await import('../bootstrap.mjs');
      await prepare(say, { specs: true });
      return true;
    },
  },
  { name: 'npm run typecheck', run: command('npm', ['run', '--silent', 'typecheck']) },
  { name: 'npm run lint', run: command(process.execPath, ['tools/lint.mjs', ...(lint === 'all' ? [] : ['--changed'])]) },
];

/** A missing program of npm or Debian fails its tests instead of skipping them. */
export const REQUIRE_PROGRAMS = { TL_TEST_REQUIRE_TOOLS: '1' };

/** Only the tests of one converter need LibreOffice. It runs only where Debian installs it, so it is not unpacked. */
const INSTALL_CONVERTER = `command -v soffice >/dev/null && exit
[ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || { echo 'Install LibreOffice, or run as root on Debian.'; exit 1; }
apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends libreoffice-writer-nogui >/dev/null`;
export const installConverter = command('bash', ['-c', INSTALL_CONVERTER]);
