/**
 * `npm run screens -- --base REF`: draws the views of the page as they are here and as they were at a commit, and prints which
 * differ. See docs/page.md.
 */
import { execFileSync } from 'node:child_process';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { PAGE } from './build-page.mjs';
import { callApart } from './bundling/apart.mjs';
import { SEED } from './testing/seed.mjs';
import { withServers } from './testing/with-servers.mjs';
import { projectRoot } from './workspaces.mjs';

const USAGE = `npm run screens -- --base REF
  Draws the views of this checkout and of the commit REF (for example main, HEAD~1) in Chromium: light and dark, 1,280 and 390
  pixels wide, with the same data. Prints which views differ and by how much. Stores the pictures in .throughline/screens/.`;

const FOLDER = join(projectRoot, '.throughline/screens');
const BUNDLER = join(projectRoot, 'tools/bundling/bundle-page.mjs');
const say = (line) => process.stderr.write(`${line}\n`);

class UsageProblem extends Error {}

function git(...args) {
  return execFileSync('git', args, { cwd: projectRoot, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
}

/** Returns the commit that the arguments name, or undefined if they ask for help. */
function readBase(args) {
  const { values } = parseArgs({ args, options: { base: { type: 'string' }, help: { type: 'boolean' } } });
  if (values.help) return undefined;
  if (values.base === undefined) throw new UsageProblem(`--base is missing.\n\n${USAGE}`);
  try {
    return git('rev-parse', '--verify', '--quiet', '--end-of-options', `${values.base}^{commit}`);
  } catch {
    throw new UsageProblem(`--base names no commit of this repository: ${values.base}`);
  }
}

/** Builds the page of a commit with the packages of this checkout. Returns the folder of the build. */
async function buildPageOf(commit) {
  const source = join(FOLDER, 'source');
  await rm(source, { recursive: true, force: true });
  git('worktree', 'prune');
  await mkdir(FOLDER, { recursive: true });
  git('worktree', 'add', '--detach', '--force', source, commit);
  return {
    webDir: join(source, PAGE, 'dist'),
    build: () => callApart(BUNDLER, { folder: join(source, PAGE), stampFile: '.build', stamp: commit }),
  };
}

function printDifferences(differences, count) {
  for (const { name, kind, pixels, share } of differences) {
    const size = kind === 'changed' ? `${(share * 100).toFixed(2)} %, ${pixels.toLocaleString('en')} pixels` : kind;
    process.stdout.write(`${name.padEnd(44)} ${size}\n`);
  }
  process.stdout.write(`${differences.length} of ${count} pictures differ; they are in .throughline/screens/\n`);
}

/** @param {string} commit */
async function drawAndCompare(commit) {
  const lockIsSame =
    git('show', `${commit}:package-lock.json`) === (await readFile(join(projectRoot, 'package-lock.json'), 'utf8')).trim();
  if (!lockIsSame) say('the packages differ: the page of the commit is built with those of this checkout');
  const { webDir, build } = await buildPageOf(commit);
  try {
    say('building the page of the commit');
    await build();
    const [before, after, diff] = ['base', 'head', 'diff'].map((name) => join(FOLDER, name));
    for (const folder of [before, after]) await rm(folder, { recursive: true, force: true });
    const { drawBuilds } = await import('../apps/web/dist-e2e/testing/screens.js');
    const { compareFolders } = await import('./screens/compare.mjs');
    const builds = [
      { name: commit.slice(0, 10), webDir, pictures: before },
      { name: 'this checkout', webDir: join(projectRoot, PAGE, 'dist'), pictures: after },
    ];
    const count = await drawBuilds(builds, say);
    printDifferences(await compareFolders({ before, after, diff }), count);
  } finally {
    git('worktree', 'remove', '--force', join(FOLDER, 'source'));
  }
}

try {
  const commit = readBase(process.argv.slice(2));
  if (commit === undefined) process.stdout.write(`${USAGE}\n`);
  else {
    await withServers(async (env) => {
      Object.assign(process.env, env, { TL_TEST_SEED: String(SEED) });
      await drawAndCompare(commit);
      return 0;
    });
  }
} catch (error) {
  const isUsage = error instanceof UsageProblem || error.code?.startsWith('ERR_PARSE_ARGS');
  say(isUsage ? error.message : error.stack);
  process.exitCode = isUsage ? 2 : 1;
}
