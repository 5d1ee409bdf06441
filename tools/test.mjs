/**
 * `npm test [-- pattern…]`: sets up as `npm start` does, then runs every test with one database server for all. Arguments
 * go to Jest.
 */
import { BootstrapProblem, prepare } from './bootstrap.mjs';

const say = (line) => process.stderr.write(`${line}\n`);

async function run(args) {
  await prepare(say);
  const { prepareTests } = await import('./stack/dist/testing/prepare-tests.js');
  const { runJest } = await import('./jest.mjs');
  const prepared = await prepareTests(say);
  try {
    return await runJest(['--maxWorkers=2', ...args], { ...process.env, ...prepared.env });
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
