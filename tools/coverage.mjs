/**
 * `npm run coverage`: coverage of the code for progress, ETA, queues and sessions by the specs beside it (TST-05).
 * Fails below 80 %.
 *
 * `npm run coverage -- --all`: coverage of everything by the unit and integration specs at full depth, and of the page by the
 * browser tests too; takes as long as they do. Other processes that tests start are not counted.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PAGE } from './build-page.mjs';
import { runJest } from './jest.mjs';
import { SEED_LINE } from './testing/seed.mjs';
import { withServers } from './testing/with-servers.mjs';
import { projectRoot, workspaces } from './workspaces.mjs';

const say = (line) => process.stderr.write(`${line}\n`);

const TRACKING = [
  'libs/domain/src/kinds/session/*.ts',
  'libs/domain/src/status/*.ts',
  'libs/domain/src/status/eta/*.ts',
  'apps/gateway/src/kinds/sessions/*.ts',
  'apps/gateway/src/items/estimates/*.ts',
  'apps/gateway/src/workers/live-progress.ts',
  'apps/gateway/src/workers/stall*.ts',
];
/** Includes the domain's views, which render the results of this code. */
const TRACKING_SPECS = [
  'libs/domain/src/(kinds/(session|views)|status)/',
  'apps/gateway/src/(kinds/sessions|items/estimates)/',
  'workers/(live-progress|stall)',
];
const LEAST = ['--check-coverage', '--lines=80', '--statements=80', '--functions=80', '--branches=80'];

const EXCLUDED = ['**/*.spec.ts', '**/*.spec.tsx', '**/testing/**'];

/** Reads the files that the test processes wrote to `folder`. */
function report(folder, { include, options }) {
  const args = ['report', `--temp-directory=${folder}`, '--exclude-after-remap', ...options];
  for (const pattern of include) args.push(`--include=${pattern}`);
  for (const pattern of EXCLUDED) args.push(`--exclude=${pattern}`);
  const { status } = spawnSync(process.execPath, ['--max-old-space-size=8192', 'node_modules/c8/bin/c8.js', ...args], {
    cwd: projectRoot,
    stdio: 'inherit',
  });
  return status ?? 1;
}

/** Each part of the specs fits into the memory of one process. */
const PARTS = 10;
const AT_ONCE = 2;

/**
 * Runs the specs in processes that end by themselves, because a process writes its coverage when it exits. Jest kills workers
 * that take long to exit, before they have written it.
 */
async function runParts(jestArgs, env) {
  const waiting = Array.from({ length: PARTS }, (_, index) => `--shard=${index + 1}/${PARTS}`);
  const codes = [];
  const work = async () => {
    for (let shard = waiting.shift(); shard !== undefined; shard = waiting.shift())
      codes.push(await runJest(['--runInBand', '--passWithNoTests', shard, ...jestArgs], env));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return Math.max(...codes);
}

/** Runs the browser tests, whose pages write what they ran. */
async function runBrowserTests(folder, env) {
  const { writePageMaps } = await import('./testing/page-maps.mjs');
  await writePageMaps(projectRoot, folder);
  return runJest(['--maxWorkers=2', `${PAGE}/e2e`], { ...env, TL_PAGE_COVERAGE: folder, TL_TEST_KINDS: 'e2e,smoke' });
}

async function measure(servers, { specs, isWhole, reports }) {
  const folder = await mkdtemp(join(tmpdir(), 'throughline-coverage-'));
  try {
    const env = isWhole ? { ...servers, TL_TEST_DEPTH: 'full' } : servers;
    const codes = [await runParts(specs, { ...env, NODE_V8_COVERAGE: folder, TL_TEST_KINDS: 'unit,int' })];
    if (isWhole) codes.push(await runBrowserTests(folder, env));
    return Math.max(...codes, ...reports.map((each) => report(folder, each)));
  } finally {
    await rm(folder, { recursive: true });
  }
}

const sources = workspaces()
  .filter(({ path }) => existsSync(join(path, 'src')))
  .map(({ folder }) => ({ include: [`${folder}/src/**`], options: ['--reporter=text-summary'] }));

const EVERYTHING = {
  specs: [],
  isWhole: true,
  reports: [{ include: ['*/*/src/**'], options: ['--reporter=text-summary'] }, ...sources],
};
const OF_TRACKING = {
  specs: TRACKING_SPECS,
  isWhole: false,
  reports: [{ include: TRACKING, options: ['--reporter=text', ...LEAST] }],
};

await withServers((env) => {
  say(SEED_LINE);
  return measure(env, process.argv.includes('--all') ? EVERYTHING : OF_TRACKING);
});
