import { BootstrapProblem, prepare } from './bootstrap.mjs';

const say = (line) => process.stdout.write(`${line}\n`);

try {
  process.setSourceMapsEnabled(true);
  // The benches start the tests' servers.
  await prepare(say, { specs: true });
  const { benches } = await import('./bench/dist/benches.js');
  const [name, ...args] = process.argv.slice(2);
  if (name !== undefined && Object.hasOwn(benches, name)) {
    const { run } = await import(`./bench/dist/${name}.js`);
    const { runBench } = await import('./bench/dist/run-bench.js');
    process.exitCode = await runBench(name, run, args);
  } else {
    say('npm run bench -- NAME [--rounds N] [--events N]\n');
    for (const [each, about] of Object.entries(benches)) say(`  ${each.padEnd(12)} ${about}`);
    process.exitCode = name === undefined ? 0 : 2;
  }
} catch (error) {
  process.stderr.write(`${error instanceof BootstrapProblem ? error.message : error.stack}\n`);
  process.exitCode = 1;
}
