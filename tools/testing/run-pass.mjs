import { runJest } from '../jest.mjs';
import { REPORTS, reportPath } from './reports.mjs';
import { retryFailed } from './retry.mjs';

export const environmentOf = ({ kinds, full, name, leavesOut = false }) => ({
  TL_TEST_KINDS: kinds.join(','),
  TL_TEST_DEPTH: full ? 'full' : 'quick',
  TL_TEST_TIMES: name,
  TL_TEST_LEAVES_OUT: String(leavesOut),
});

/**
 * Runs a pass, and each file that failed once more. Returns the exit code.
 * @param {import('./passes.mjs').Pass} pass
 * @param {NodeJS.ProcessEnv} env
 * @param {{ folder?: string, args?: readonly string[] }} [options] folder: of the reports; args: of Jest
 */
export async function runPass(pass, env, { folder = REPORTS, args = [] } = {}) {
  const run = (name, workers, files) => {
    const report = ['--json', `--outputFile=${reportPath(name, folder)}`];
    const only = files.length > 0 ? ['--runTestsByPath', ...files] : [];
    return runJest([...args, `--maxWorkers=${workers}`, ...report, ...only], { ...env, ...environmentOf({ ...pass, name }) });
  };
  const code = await run(pass.name, pass.workers, pass.files ?? []);
  return retryFailed(pass.name, code, (name, file) => run(name, 1, [file]), folder);
}
