import { BootstrapProblem, prepare } from './bootstrap.mjs';

const say = (line) => process.stdout.write(`${line}\n`);

try {
  process.setSourceMapsEnabled(true);
  // With --watch the services run from single modules, so a change needs no bundling.
  const times = [];
  const took = (step, ms) => times.push([step, ms]);
  const rebuild = await prepare(say, { bundles: process.argv.includes('--watch') ? 'libraries' : 'all' }, took);
  const { main } = await import('./tl/dist/start/main.js');
  process.exitCode = await main(process.argv.slice(2), { rebuild, times });
} catch (error) {
  process.stderr.write(`${error instanceof BootstrapProblem ? error.message : error.stack}\n`);
  process.exitCode = 1;
}
