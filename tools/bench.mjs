import { BootstrapProblem, prepare } from './bootstrap.mjs';

/** Standard output belongs to the report. */
const say = (line) => process.stderr.write(`${line}\n`);

try {
  process.setSourceMapsEnabled(true);
  // The benches start the tests' servers.
  await prepare(say, { specs: true });
  const { runCommandLine } = await import('./bench/dist/run-bench.js');
  process.exitCode = await runCommandLine(process.argv.slice(2));
} catch (error) {
  say(error instanceof BootstrapProblem ? error.message : error.stack);
  process.exitCode = 1;
}
