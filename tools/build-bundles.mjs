import { createHash } from 'node:crypto';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { callApart } from './bundling/apart.mjs';
import { OWN_PART, partOf, PARTS } from './bundling/parts.mjs';
import { findCopies } from './bundling/single-copies.mjs';
import { replaceFolder } from './replace-folder.mjs';

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
const SOURCES = ['bundle-part.mjs', 'packages.mjs', 'parts.mjs', 'single-copies.mjs'].map((file) =>
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

/** Records a file's time and size. A file that changed during bundling gets time 0, so the next build bundles it again. */
const seen = async (file, started) => {
  const { mtimeMs, size } = await stat(file);
  return [file, mtimeMs < started ? mtimeMs : 0, size];
};

/** Adds what a part imports from later parts. */
function addWanted(all, more) {
  for (const [file, { id, names }] of Object.entries(more)) {
    all.set(file, { id, names: [...new Set([...(all.get(file)?.names ?? []), ...names])] });
  }
}

/** Bundles part after part into a new folder. */
async function bundleParts(next, { path, programs, begin }) {
  const input = Object.fromEntries(programs.map((program) => [basename(program, '.js'), join(path, 'dist', program)]));
  const wanted = new Map();
  const done = [];
  for (let part = OWN_PART; part < PARTS; part += 1) {
    const files = Object.fromEntries([...wanted].filter(([, { id }]) => partOf(id) === part));
    if (part !== OWN_PART && Object.keys(files).length === 0) continue;
    const request = part === OWN_PART ? { next, part, input } : { next, part, wanted: files };
    const answer = await callApart(BUNDLER, request, part === OWN_PART ? begin : undefined);
    addWanted(wanted, answer.wanted);
    done.push(answer);
  }
  const problems = await findCopies(
    done.map(({ survey }) => survey),
    path,
  );
  if (problems.length > 0) throw new Error(problems.join('\n'));
  return done;
}

/** @returns {Promise<number>} the number of files */
const bundle = ({ path, programs, key, begin }) =>
  replaceFolder(join(path, 'bundle'), async (next) => {
    const started = Date.now();
    const parts = await bundleParts(next, { path, programs, begin });
    const inputs = await Promise.all(parts.flatMap(({ own }) => own).map((file) => seen(file, started)));
    // A spec compares the peaks with the limit (docs/adr/0111-bundle-packages-apart-from-our-code.md).
    await writeFile(join(next, STAMP), JSON.stringify({ key, inputs, peaksMiB: parts.map(({ peakMiB }) => peakMiB) }));
    return parts.reduce((sum, { files }) => sum + files, 0);
  });

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
    const files = await bundle({ path, programs, key, begin: () => say(`  ${folder}`) });
    return { files, changed: true, failures: [] };
  } catch (error) {
    return { files: 0, changed: false, failures: [`${folder}: ${error.message}`] };
  }
}
