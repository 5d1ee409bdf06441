import { transformFile } from '@swc/core';
import { createHash } from 'node:crypto';
import { copyFile, mkdir, readdir, readFile, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildBundles } from './build-bundles.mjs';
import { buildPage, PAGE } from './build-page.mjs';
import { compiledFolder, TEST_FOLDERS } from './compiled-folder.mjs';
import { swcOptions } from './swc-options.mjs';
import { projectRoot, workspaces } from './workspaces.mjs';

/** Returns a hash of compiler and options. When it changes, everything is rebuilt. */
const fingerprint = async (root) => {
  const lock = JSON.parse(await readFile(join(root, 'node_modules/@swc/core/package.json'), 'utf8'));
  return createHash('sha256')
    .update(JSON.stringify([lock.version, swcOptions('x.tsx', true)]))
    .digest('hex');
};

const filesUnder = async (folder) => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((error) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath ?? entry.path, entry.name));
};

const TYPESCRIPT = /\.tsx?$/;
const isSpec = (file) => /\.spec\.tsx?$/.test(file);
const mtime = async (file) => (await stat(file).catch(() => undefined))?.mtimeMs;

async function transpile(source, output) {
  const { code, map } = await transformFile(source, {
    ...swcOptions(source, true),
    sourceFileName: relative(dirname(output), source),
  });
  await writeFile(`${output}.map`, map ?? '{}');
  await writeFile(output, `${code}\n//# sourceMappingURL=${basename(output)}.map\n`);
}

/** @returns {Promise<'fresh' | 'built' | { failure: string }>} */
async function buildFile(source, output, force) {
  const [from, to] = await Promise.all([mtime(source), mtime(output)]);
  if (!force && from !== undefined && to !== undefined && to >= from) return 'fresh';
  try {
    await mkdir(dirname(output), { recursive: true });
    await (TYPESCRIPT.test(source) ? transpile(source, output) : copyFile(source, output));
    return 'built';
  } catch (error) {
    // The old output was compiled with other options. The new stamp would present it as current.
    if (force) await rm(output, { force: true });
    // After this line the compiler's message describes only the compiler itself.
    return {
      failure: `${source}: ${String(error.message ?? error)
        .split('\n\nCaused by')[0]
        .trim()}`,
    };
  }
}

/**
 * Removes outputs without a source. A renamed module must not stay importable under its old name, and some specs count folders.
 */
async function removeStale(dist, wanted) {
  const stale = (await filesUnder(dist)).filter((file) => !wanted.has(file.replace(/\.js\.map$/, '.js')));
  await Promise.all(stale.map((file) => rm(file, { force: true })));
  for (const folder of new Set(stale.map((file) => dirname(file)))) await removeEmpty(folder, dist);
  return stale.length > 0;
}

async function removeEmpty(folder, top) {
  if (folder === top) return;
  const isGone = await rmdir(folder).then(
    () => true,
    () => false,
  );
  if (isGone) await removeEmpty(dirname(folder), top);
}

/**
 * Compiles one folder of a workspace. Without `specs`, compiled specs of an earlier build are left alone.
 * @returns {Promise<{ files: number, changed: boolean, failures: string[] }>}
 */
async function compileFolder({ from, to, specs, stamp }) {
  const sources = (await filesUnder(from)).filter((file) => !file.endsWith('.d.ts'));
  const stampFile = join(to, '.build');
  const force = (await readFile(stampFile, 'utf8').catch(() => '')) !== stamp;
  const pairs = sources.map((source) => ({ source, output: join(to, relative(from, source).replace(TYPESCRIPT, '.js')) }));
  const now = pairs.filter(({ source }) => specs || !isSpec(source));
  const built = await Promise.all(now.map(({ source, output }) => buildFile(source, output, force)));
  // After a change of options, specs that are not compiled now would keep the old options: remove them.
  const kept = force ? now : pairs;
  const removed = await removeStale(to, new Set([stampFile, ...kept.map(({ output }) => output)]));
  const failures = built.flatMap((result) => (typeof result === 'object' ? [result.failure] : []));
  const files = built.filter((result) => result === 'built').length;
  if (force && sources.length > 0) await writeFile(stampFile, stamp);
  return { files, changed: removed || files > 0, failures };
}

const NOTHING = { files: 0, changed: false, failures: [] };

const sumOf = (results) => ({
  files: results.reduce((sum, { files }) => sum + files, 0),
  changed: results.some(({ changed }) => changed),
  failures: results.flatMap(({ failures }) => failures),
});

async function compileWorkspace(root, { path, folder }, { stamp, specs, say }) {
  const compile = (name) => compileFolder({ from: join(path, name), to: compiledFolder(path, name), specs, stamp });
  const ofTests = specs ? TEST_FOLDERS : [];
  if (folder !== PAGE) return sumOf(await Promise.all(['src', ...ofTests].map(compile)));
  return sumOf(await Promise.all([buildPage(root, say), ...(specs ? ['src', ...ofTests].map(compile) : [])]));
}

/**
 * @typedef {object} BuildOptions
 * @property {boolean} [specs] compile specs and the test folders too
 * @property {'all' | 'libraries'} [bundles] workspaces whose programs are bundled; `libraries` leaves out services and commands
 * @property {(line: string) => void} [say] gets a line for each program that is bundled
 *
 * @typedef {object} BuildResult
 * @property {number} files
 * @property {string[]} changed folders of the workspaces with new output
 * @property {string[]} failures files that could not be built; all others were built
 */

/**
 * Compiles every `src/**` of apps, libs and tools into `dist/**` and bundles the programs and the page. Skips unchanged files.
 * @param {string} root
 * @param {BuildOptions} options
 * @returns {Promise<BuildResult>}
 */
export async function build(root = projectRoot, { specs = false, bundles = 'all', say } = {}) {
  const stamp = await fingerprint(root);
  const projects = workspaces(root);
  const compiled = await Promise.all(projects.map((project) => compileWorkspace(root, project, { stamp, specs, say })));
  // Any bundle may contain the module that failed to compile, and would take its old output.
  const isSound = compiled.every(({ failures }) => failures.length === 0);
  const toBundle = ({ folder }) => isSound && (bundles === 'all' || folder.startsWith('libs/'));
  const bundled = await Promise.all(
    projects.map(async (project) => (toBundle(project) ? buildBundles(root, project, say) : NOTHING)),
  );
  const results = projects.map((_, index) => sumOf([compiled[index], bundled[index]]));
  return {
    files: results.reduce((sum, { files }) => sum + files, 0),
    changed: projects.filter((_, index) => results[index].changed).map(({ folder }) => folder),
    failures: results.flatMap(({ failures }) => failures),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const started = performance.now();
  const { files, changed, failures } = await build(projectRoot, { specs: process.argv.includes('--specs') });
  const where = changed.length === 0 ? '' : ` in ${changed.join(', ')}`;
  process.stdout.write(`built ${files} file(s)${where} in ${Math.round(performance.now() - started)} ms\n`);
  for (const failure of failures) process.stderr.write(`${failure}\n`);
  if (failures.length > 0) process.exitCode = 1;
}
