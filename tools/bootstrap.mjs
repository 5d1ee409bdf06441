/** Prepares the checkout for `npm start` and `npm test`. Imports only Node's own modules: no package may be installed yet. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const STAMP = join(root, 'node_modules/.throughline-lock');
const NPM_RECORD = join(root, 'node_modules/.package-lock.json');
const NODE_FLOOR = [20, 19];

export class BootstrapProblem extends Error {}

export function checkNode(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > NODE_FLOOR[0] || (major === NODE_FLOOR[0] && minor >= NODE_FLOOR[1])) return;
  throw new BootstrapProblem(`Node ${version} is too old: ${NODE_FLOOR.join('.')} or newer is needed (https://nodejs.org)`);
}

const lockHash = async () =>
  createHash('sha256')
    .update(await readFile(join(root, 'package-lock.json')))
    .digest('hex');

const modified = async (file) => (await stat(file).catch(() => undefined))?.mtimeMs ?? 0;

/**
 * Compares the lock file with that of our last install. After a manual install, npm's own record must be newer than the lock.
 */
async function isInstalled() {
  if (!existsSync(NPM_RECORD)) return false;
  const stamp = await readFile(STAMP, 'utf8').catch(() => undefined);
  if (stamp === (await lockHash())) return true;
  const byHand = (await modified(NPM_RECORD)) >= (await modified(join(root, 'package-lock.json')));
  if (byHand) await writeStamp();
  return byHand;
}

// node_modules may be read-only for this user. Then every start repeats the check.
const writeStamp = async () => writeFile(STAMP, await lockHash()).catch(() => undefined);

/** Resolves with npm's exit code and the last lines of its output. */
function npm(args) {
  // `npm start` sets this to the npm that runs us. The PATH may name another npm, or none.
  const script = process.env.npm_execpath;
  const [command, first] = script?.endsWith('.js') ? [process.execPath, [script]] : ['npm', []];
  return new Promise((resolve, reject) => {
    const child = spawn(command, [...first, ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let words = '';
    const keep = (chunk) => {
      words = (words + chunk).slice(-4000);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    // The terminal sends Ctrl-C to npm too. Other signals reach only this process, so it forwards them.
    const pass = (signal) => {
      child.kill(signal);
      process.exit(130);
    };
    for (const signal of ['SIGTERM', 'SIGHUP']) process.once(signal, pass);
    const end = (settle, value) => {
      for (const signal of ['SIGTERM', 'SIGHUP']) process.off(signal, pass);
      settle(value);
    };
    child.once('error', (error) => end(reject, error));
    child.once('close', (code) => end(resolve, { code, words: words.trim() }));
  });
}

// npm's default pauses grow to a minute each: a missing network would be reported only after two minutes.
const RETRIES = ['--fetch-retries=3', '--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=5000'];

const UNREACHABLE = [
  'EAI_AGAIN',
  'ENOTFOUND',
  'ECONNREFUSED',
  'ECONNRESET',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'ETIMEDOUT',
  'ERR_SOCKET_TIMEOUT',
];

/** Reads the code that npm prints: the wording of its messages changes. */
const isUnreachable = (words) => UNREACHABLE.includes(/^npm (?:error|ERR!) code (\S+)/m.exec(words)?.[1]);

/** Returns npm's words if the registry cannot be reached. A registry that refuses the question can be reached. */
async function findMissingNetwork() {
  const { code, words } = await npm(['ping', '--fetch-retries=0', '--fetch-timeout=15000', '--loglevel=error']);
  return code !== 0 && isUnreachable(words) ? words : undefined;
}

const unreachable = (words) =>
  new BootstrapProblem(
    `The packages could not be fetched: the npm registry cannot be reached. Is there a network? Behind a proxy: npm config set proxy, or HTTPS_PROXY. npm said:\n${words}`,
  );

/**
 * Installs the packages of the lock file if they are missing or differ. Runs no install scripts of packages: none is needed.
 */
export async function ensureInstalled(say) {
  if (await isInstalled()) return;
  say('installing packages (first start, or they have changed)');
  const started = Date.now();
  const ticking = setInterval(() => say(`  still installing, ${Math.round((Date.now() - started) / 1000)} s`), 15_000);
  const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', ...RETRIES];
  try {
    // npm would try again for each of hundreds of packages. Without a network only its cache helps.
    const missing = await findMissingNetwork();
    if (missing !== undefined) say("  the npm registry cannot be reached: trying npm's cache");
    let answer = await npm(['ci', ...options, ...(missing === undefined ? [] : ['--offline'])]);
    if (answer.code !== 0 && missing !== undefined) throw unreachable(missing);
    if (answer.code !== 0 && !isUnreachable(answer.words)) {
      say('  npm ci did not work; trying npm install');
      answer = await npm(['install', ...options]);
    }
    if (answer.code !== 0) {
      if (isUnreachable(answer.words)) throw unreachable(answer.words);
      throw new BootstrapProblem(`The packages could not be installed. Is the disk full? npm said:\n${answer.words}`);
    }
    await writeStamp();
    say(`  installed in ${Math.round((Date.now() - started) / 1000)} s`);
  } catch (error) {
    if (error.code === 'ENOENT') throw new BootstrapProblem('npm is not on the PATH: install it with Node');
    throw error;
  } finally {
    clearInterval(ticking);
  }
}

/**
 * Makes Git run `tools/hooks` before a commit, unless other hooks are configured. Switch off: `git config core.hooksPath
 * .git/hooks`.
 */
async function installHooks() {
  if (!existsSync(join(root, '.git'))) return;
  const chosen = await git('config', '--get', 'core.hooksPath');
  // Exit code 1: the key is not set. Without Git there is nothing to install.
  if (chosen === 1) await git('config', 'core.hooksPath', 'tools/hooks');
}

const git = (...args) =>
  new Promise((resolve) => {
    const child = spawn('git', args, { cwd: root, stdio: 'ignore' });
    child.once('error', () => resolve(undefined));
    child.once('close', resolve);
  });

/**
 * Checks Node's version, installs the packages and the Git hooks, and builds.
 * @param {(line: string) => void} say
 * @param {import('./build.mjs').BuildOptions} [options]
 * @param {(step: string, ms: number) => void} [took] gets the time of each step
 * @returns {Promise<() => Promise<import('./build.mjs').BuildResult>>} a function that rebuilds changed files
 */
export async function prepare(say, options, took = () => undefined) {
  checkNode();
  const started = performance.now();
  await Promise.all([ensureInstalled(say), installHooks()]);
  const installed = performance.now();
  took('packages', installed - started);
  const { build } = await import('./build.mjs');
  const buildAgain = () => build(undefined, options);
  const { files, failures } = await build(undefined, {
    ...options,
    say: afterTitle('building (first start, or files have changed)', say),
  });
  const ms = performance.now() - installed;
  took('build', ms);
  if (failures.length > 0) throw new BootstrapProblem(`Not everything could be built:\n${failures.join('\n')}`);
  if (files > 0) say(`built ${files} file(s) in ${Math.round(ms / 1_000)} s`);
  return buildAgain;
}

/** Says the title before the first line. */
function afterTitle(title, say) {
  let isFirst = true;
  return (line) => {
    if (isFirst) say(title);
    isFirst = false;
    say(line);
  };
}
