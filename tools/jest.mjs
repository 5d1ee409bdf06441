import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SEED } from './testing/seed.mjs';
import { projectRoot } from './workspaces.mjs';

/** Specs allocate much that is short-lived: with more room for it, collecting garbage takes a tenth less processor time. MiB. */
const V8_OPTIONS = ['--max-semi-space-size=64'];

const ENDING = ['SIGTERM', 'SIGHUP'];

/** A program that a signal ended has a code above this one, as in a shell. */
const SIGNAL_BASE = 128;

/** Tells from an exit code if a signal ended the program. */
export const wasEndedBySignal = (code) => code > SIGNAL_BASE;

/**
 * Runs Jest. Resolves with its exit code.
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<number>}
 */
export function runJest(args, env = process.env) {
  const jest = join(projectRoot, 'node_modules/jest/bin/jest.js');
  const child = spawn(process.execPath, [...V8_OPTIONS, jest, ...args], {
    cwd: projectRoot,
    env: { ...env, TL_TEST_SEED: env.TL_TEST_SEED || String(SEED) },
    // Jest sees by its channel that this process was killed.
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  // The terminal sends Ctrl-C to both processes. This one stays to report how Jest ended.
  const forward = (signal) => child.kill(signal);
  for (const signal of ENDING) process.on(signal, forward);
  process.on('SIGINT', () => {});
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      for (const ending of ENDING) process.off(ending, forward);
      resolve(code ?? SIGNAL_BASE + constants.signals[signal]);
    });
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.exitCode = await runJest(process.argv.slice(2));
}
