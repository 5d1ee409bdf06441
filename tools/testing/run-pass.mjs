import { runJest, wasEndedBySignal } from '../jest.mjs';
import { REPORTS, reportPath } from './reports.mjs';
import { retryFailed } from './retry.mjs';

export const environmentOf = ({ kinds, full, name, leavesOut = [] }) => ({
  TL_TEST_KINDS: kinds.join(','),
  TL_TEST_DEPTH: full ? 'full' : 'quick',
  TL_TEST_TIMES: name,
  TL_TEST_LEAVES_OUT: leavesOut.join(','),
});

/** Returns a function that runs Jest for a pass, and writes the report `name`. */
function runnerOf(pass, env, { folder = REPORTS, args = [] }) {
  return (name, workers, files) => {
    const report = ['--json', `--outputFile=${reportPath(name, folder)}`];
    const only = files.length > 0 ? ['--runTestsByPath', ...files] : [];
    return runJest([...args, `--maxWorkers=${workers}`, ...report, ...only], { ...env, ...environmentOf({ ...pass, name }) });
  };
}

/** Runs the passes of a queue one after the other. No further one starts after a signal. */
async function runQueue(queue, env, options) {
  const ended = [];
  for (const pass of queue) {
    const run = runnerOf(pass, env, options);
    const code = await run(pass.name, pass.workers, pass.files ?? []);
    ended.push({ pass, run, code });
    if (wasEndedBySignal(code)) break;
  }
  return ended;
}

/**
 * Runs queues of passes side by side. Then runs each file that failed once more, while nothing else runs. Returns the worst exit
 * code.
 * @param {readonly (readonly import('./passes.mjs').Pass[])[]} queues
 * @param {NodeJS.ProcessEnv} env
 * @param {{ folder?: string, args?: readonly string[] }} [options] folder: of the reports; args: of Jest
 */
export async function runQueues(queues, env, options = {}) {
  const ended = (await Promise.all(queues.map((queue) => runQueue(queue, env, options)))).flat();
  if (ended.some(({ code }) => wasEndedBySignal(code))) return Math.max(...ended.map(({ code }) => code));
  let worst = 0;
  for (const { pass, run, code } of ended)
    worst = Math.max(worst, await retryFailed(pass.name, code, (name, file) => run(name, 1, [file]), options.folder));
  return worst;
}

/** Runs one pass, see `runQueues`. */
export const runPass = (pass, env, options) => runQueues([[pass]], env, options);
