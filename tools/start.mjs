import { BootstrapProblem, prepare } from './bootstrap.mjs';

const say = (line) => process.stdout.write(`${line}\n`);

try {
  process.setSourceMapsEnabled(true);
  // While code is being changed, the services run from their single modules: nothing has to be bundled at each change.
  const rebuild = await prepare(say, { bundles: process.argv.includes('--watch') ? 'libraries' : 'all' });
  const { main } = await import('./stack/dist/main.js');
  process.exitCode = await main(process.argv.slice(2), { rebuild });
} catch (error) {
  process.stderr.write(`${error instanceof BootstrapProblem ? error.message : error.stack}\n`);
  process.exitCode = 1;
}
