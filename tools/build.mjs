import { transformFile } from '@swc/core';
import { createHash } from 'node:crypto';
import { copyFile, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildPage, PAGE } from './build-page.mjs';
import { swcOptions } from './swc-options.mjs';
import { projectRoot, workspaces } from './workspaces.mjs';

/** Options or compiler changed: everything is built anew. */
const fingerprint = async (root) => {
  const lock = JSON.parse(await readFile(join(root, 'node_modules/@swc/core/package.json'), 'utf8'));
  return createHash('sha256')
    .update(JSON.stringify([lock.version, swcOptions(true)]))
    .digest('hex');
};

const filesUnder = async (folder) => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((error) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath ?? entry.path, entry.name));
};

const isBuilt = (file) => !/\.(spec|d)\.ts$/.test(file);
const outputFor = (file) => file.replace(/\.ts$/, '.js');
const mtime = async (file) => (await stat(file).catch(() => undefined))?.mtimeMs;

async function transpile(source, output) {
  const { code, map } = await transformFile(source, {
    ...swcOptions(true),
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
    await (source.endsWith('.ts') ? transpile(source, output) : copyFile(source, output));
    return 'built';
  } catch (error) {
    // Made with other options, and no longer known as that once the stamp is written.
    if (force) await rm(output, { force: true });
    // Below this line the compiler only describes itself.
    return {
      failure: `${source}: ${String(error.message ?? error)
        .split('\n\nCaused by')[0]
        .trim()}`,
    };
  }
}

/** A module that was renamed must not go on being importable under its old name. */
async function removeStale(dist, wanted) {
  const stale = (await filesUnder(dist)).filter((file) => !wanted.has(file.replace(/\.js\.map$/, '.js')));
  await Promise.all(stale.map((file) => rm(file, { force: true })));
  return stale.length > 0;
}

async function buildWorkspace({ path }, stamp) {
  const [src, dist] = [join(path, 'src'), join(path, 'dist')];
  const sources = (await filesUnder(src)).filter(isBuilt);
  const stampFile = join(dist, '.build');
  const force = (await readFile(stampFile, 'utf8').catch(() => '')) !== stamp;
  const pairs = sources.map((source) => ({ source, output: join(dist, outputFor(relative(src, source))) }));
  const built = await Promise.all(pairs.map(({ source, output }) => buildFile(source, output, force)));
  const removed = await removeStale(dist, new Set([stampFile, ...pairs.map(({ output }) => output)]));
  const failures = built.flatMap((result) => (typeof result === 'object' ? [result.failure] : []));
  const files = built.filter((result) => result === 'built').length;
  if (force && sources.length > 0) await writeFile(stampFile, stamp);
  return { files, changed: removed || files > 0, failures };
}

/**
 * Turns every `src/**` of apps, libs and tools into `dist/**`; only what is newer than its output. The page is bundled.
 * @param {string} root
 * @returns {Promise<{ files: number, changed: string[], failures: string[] }>} changed: folders of the workspaces with
 * new output; failures: what could not be built, while everything else was
 */
export async function build(root = projectRoot) {
  const stamp = await fingerprint(root);
  const projects = workspaces(root);
  const build = (project) => (project.folder === PAGE ? buildPage(root) : buildWorkspace(project, stamp));
  const results = await Promise.all(projects.map(build));
  return {
    files: results.reduce((sum, { files }) => sum + files, 0),
    changed: projects.filter((_, index) => results[index]?.changed).map(({ folder }) => folder),
    failures: results.flatMap(({ failures }) => failures),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const started = performance.now();
  const { files, changed, failures } = await build();
  const where = changed.length === 0 ? '' : ` in ${changed.join(', ')}`;
  process.stdout.write(`built ${files} file(s)${where} in ${Math.round(performance.now() - started)} ms\n`);
  for (const failure of failures) process.stderr.write(`${failure}\n`);
  if (failures.length > 0) process.exitCode = 1;
}
