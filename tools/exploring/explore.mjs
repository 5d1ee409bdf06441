import { execFileSync } from 'node:child_process';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readReport } from '../testing/reports.mjs';
import { runPass } from '../testing/run-pass.mjs';
import { projectRoot } from '../workspaces.mjs';
import { deal } from './decks.mjs';
import { describeFind, FINDS, findsOf, storeFinds } from './finds.mjs';

/** Not those of `npm test`: its times and results stay. */
const REPORTS = join(projectRoot, '.throughline/exploration-reports');
const ALL_KINDS = ['unit', 'int', 'smoke', 'e2e'];

const git = (...args) => execFileSync('git', args, { cwd: projectRoot, encoding: 'utf8' }).trim();

function describeCommit() {
  try {
    return `${git('rev-parse', '--short=12', 'HEAD')}${git('status', '--porcelain') === '' ? '' : '+'}`;
  } catch {
    return 'unknown';
  }
}

/** Seeds of fast-check have 32 bits. */
const drawSeed = () => Math.floor(Math.random() * 2 ** 32) - 2 ** 31;

/**
 * Runs hands of files with new seeds until `isOver`. Stores and prints each find. Returns the exit code: a find is no failure,
 * but a run without tests is.
 * @param {Readonly<Record<string, readonly string[]>>} files by kind
 * @param {NodeJS.ProcessEnv} env
 * @param {{ isOver: () => boolean, say: (line: string) => void, reports?: string, finds?: string, args?: readonly string[] }} options
 *   reports: folder; finds: file; args: of Jest
 */
export async function explore(files, env, { isOver, say, reports = REPORTS, finds = FINDS, args = [] }) {
  await rm(reports, { recursive: true, force: true });
  await mkdir(reports, { recursive: true });
  const commit = describeCommit();
  const totals = { hands: 0, tests: 0, finds: 0 };
  for (const hand of deal(files)) {
    if (isOver()) break;
    totals.hands += 1;
    const [seed, name] = [drawSeed(), `${hand.kind}-${totals.hands}`];
    say(`== ${hand.kind}, seed ${seed}: ${hand.files.join(' ')}`);
    const pass = { name, kinds: ALL_KINDS, full: true, workers: 2, files: hand.files };
    const code = await runPass(pass, { ...env, TL_TEST_SEED: String(seed) }, { folder: reports, args });
    const report = await readReport(name, reports).catch(() => undefined);
    if (report === undefined) return code === 0 ? 1 : code;
    totals.tests += report.numTotalTests;
    const first = await readReport(`${name}.first`, reports).catch(() => report);
    const flaky = (report.flaky ?? []).map(({ file }) => file);
    const found = findsOf(first, { at: new Date().toISOString(), commit, seed, flaky });
    await storeFinds(found, finds);
    totals.finds += found.length;
    for (const line of found.flatMap(describeFind)) say(line);
  }
  say(`\n${totals.hands} seeds, ${totals.tests} tests, ${totals.finds} finds${totals.finds > 0 ? `, stored in ${finds}` : ''}`);
  return totals.tests > 0 ? 0 : 1;
}
