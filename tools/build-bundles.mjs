import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { callApart } from './bundling/apart.mjs';

/**
 * Bundles each program with its packages. A process then reads a few files instead of two thousand and starts three times
 * faster (docs/adr/0035-services-run-as-bundles.md).
 */

/**
 * The field of package.json that lists a workspace's programs: compiled files, relative to `dist`. Each becomes a file in
 * `bundle`.
 */
const FIELD = 'bundles';
const STAMP = '.build';

/** A change of these files changes every bundle. */
const SOURCES = ['bundle-programs.mjs', 'single-copies.mjs'].map((file) =>
  fileURLToPath(new URL(`bundling/${file}`, import.meta.url)),
);
const [BUNDLER] = SOURCES;

const hashOf = async (...files) => {
  const hash = createHash('sha256');
  for (const file of files) hash.update(await readFile(file));
  return hash.digest('hex');
};

const isUnchanged = async ([file, mtimeMs, size]) =>
  stat(file).then(
    (now) => now.mtimeMs === mtimeMs && now.size === size,
    () => false,
  );

async function isFresh(folder, key) {
  const stamp = await readFile(join(folder, STAMP), 'utf8').then(JSON.parse, () => undefined);
  if (stamp?.key !== key) return false;
  return (await Promise.all(stamp.inputs.map(isUnchanged))).every(Boolean);
}

/**
 * Bundles the programs of one workspace if one of their input files has changed.
 * @param {string} root
 * @param {{ path: string, folder: string }} workspace
 * @param {(line: string) => void} [say]
 * @returns {Promise<{ files: number, changed: boolean, failures: string[] }>}
 */
export async function buildBundles(root, { path, folder }, say = () => undefined) {
  const { [FIELD]: programs } = JSON.parse(await readFile(join(path, 'package.json'), 'utf8'));
  if (programs === undefined) return { files: 0, changed: false, failures: [] };
  const key = await hashOf(join(root, 'package-lock.json'), ...SOURCES, join(path, 'package.json'));
  if (await isFresh(join(path, 'bundle'), key)) return { files: 0, changed: false, failures: [] };
  try {
    const files = await callApart(BUNDLER, { path, programs, stampFile: STAMP, key }, () => say(`  ${folder}`));
    return { files, changed: true, failures: [] };
  } catch (error) {
    return { files: 0, changed: false, failures: [`${folder}: ${error.message}`] };
  }
}
