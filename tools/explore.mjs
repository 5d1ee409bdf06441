/**
 * `npm run explore`: looks for what the fixed seed and the few end-to-end tests of the gate cannot show. See docs/testing.md.
 *
 *   npm run explore                                      new seeds at full depth, end-to-end files in random order, for 30 minutes
 *   npm run explore -- --minutes 60 --only properties    as long, and this kind only: properties, fuzz or e2e
 *   npm run explore -- --all                             the whole proof of a release, with the fixed seed
 */
import { setPriority } from 'node:os';
import { parseArgs } from 'node:util';
import { command, firstParts, installConverter, REQUIRE_PROGRAMS, runParts } from './testing/proof.mjs';

const USAGE = `npm run explore [-- --minutes N] [--only properties|fuzz|e2e]
  Runs tests with new seeds at full depth and in random order. Starts nothing new after N minutes (30).
  Stores what it finds in .throughline/finds.json.

npm run explore -- --all
  Runs everything that a release needs, with the fixed seed. Fails if a test fails.`;
const ONLY = ['properties', 'fuzz', 'e2e'];
/** The person at this machine comes first. */
const LOW_PRIORITY = 10;

const say = (line) => process.stderr.write(`${line}\n`);

function readArguments(args) {
  const options = { all: { type: 'boolean' }, help: { type: 'boolean' }, minutes: { type: 'string' }, only: { type: 'string' } };
  const { values } = parseArgs({ args, options });
  const minutes = Number(values.minutes ?? 30);
  if (!(minutes > 0 && minutes <= 10_000))
    throw new Error(`--minutes must be a number of minutes, not ${String(values.minutes)}`);
  if (values.only !== undefined && !ONLY.includes(values.only)) throw new Error(`--only must be one of ${ONLY.join(', ')}`);
  if (values.all && (values.minutes ?? values.only) !== undefined)
    throw new Error('--all runs everything, once: leave the rest out');
  return { ...values, minutes };
}

/** Every sample, every end-to-end file and every program, with the seed of the gate and its rule for failed files. */
const PROOF = [
  { name: 'programs', run: installConverter },
  ...firstParts({ lint: 'all' }),
  { name: 'npm run test:all', run: command('npm', ['run', '--silent', 'test:all'], REQUIRE_PROGRAMS) },
  { name: 'other Node', run: command('.ci/other-node') },
];

async function exploreAtLowPriority({ minutes, only }) {
  setPriority(LOW_PRIORITY);
  const { withServers } = await import('./testing/with-servers.mjs');
  await withServers(async (env) => {
    const [{ explore }, { specsByKind }] = await Promise.all([
      import('./exploring/explore.mjs'),
      import('./exploring/decks.mjs'),
    ]);
    const all = await specsByKind();
    const end = performance.now() + minutes * 60_000;
    return explore(only === undefined ? all : { [only]: all[only] }, env, { isOver: () => performance.now() >= end, say });
  });
}

try {
  const options = readArguments(process.argv.slice(2));
  if (options.help) process.stdout.write(`${USAGE}\n`);
  else if (options.all) process.exitCode = await runParts(PROOF, { passes: ['fast', 'e2e'], total: 'explore -- --all' });
  else await exploreAtLowPriority(options);
} catch (error) {
  say(`${error.message}\n\n${USAGE}`);
  process.exitCode = 2;
}
