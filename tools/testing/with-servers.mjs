import { BootstrapProblem, prepare } from '../bootstrap.mjs';
import { openMemoryFolder } from './memory-folder.mjs';

const say = (line) => process.stderr.write(`${line}\n`);

/**
 * Prepares the checkout as `npm start` does, finds or fetches the programs that tests need, and runs with one database server and, if
 * possible, with temporary files in memory.
 * Sets the exit code of this process: that of `run`, or 1 if something is missing.
 * @param {(env: NodeJS.ProcessEnv) => Promise<number>} run
 */
export async function withServers(run) {
  try {
    await prepare(say, { specs: true });
    const { prepareTests } = await import('../stack/dist-testing/prepare-tests.js');
    const memory = await openMemoryFolder();
    Object.assign(process.env, memory.env);
    try {
      const prepared = await prepareTests(say);
      try {
        process.exitCode = await run({ ...process.env, ...prepared.env });
      } finally {
        await prepared.stop();
      }
    } finally {
      await memory.remove();
    }
  } catch (error) {
    const expected = error instanceof BootstrapProblem || error.name === 'StackProblem';
    say(expected ? error.message : error.stack);
    process.exitCode = 1;
  }
}
