import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { callApart } from './bundling/apart.mjs';

/** Folder of the one workspace that is bundled for browsers. */
export const PAGE = 'apps/web';
/** The libraries whose code is part of the page. */
const LIBRARIES = ['libs/api-client', 'libs/contracts'];
const STAMP = '.build';
const BUNDLER = fileURLToPath(new URL('bundling/bundle-page.mjs', import.meta.url));

const isSource = (path) => !/\.spec\.tsx?$/.test(path) && !/(^|\/)testing\//.test(path);

/** Returns a hash of the page's sources, dependencies and build tools. */
async function fingerprint(root) {
  const hash = createHash('sha256').update(await readFile(join(root, 'package-lock.json')));
  const parts = [join(PAGE, 'src'), join(PAGE, 'public'), ...LIBRARIES.map((path) => join(path, 'src'))];
  const folders = parts.filter((path) => existsSync(join(root, path)));
  const entries = await Promise.all(folders.map((path) => readdir(join(root, path), { recursive: true, withFileTypes: true })));
  const files = entries.flat().filter((entry) => entry.isFile());
  const paths = files.map((entry) => relative(root, join(entry.parentPath ?? entry.path, entry.name)));
  const settings = (await readdir(join(root, PAGE))).filter((name) => name === 'index.html' || /^vite.*\.mjs$/.test(name));
  for (const path of [...paths.filter(isSource), ...settings.map((name) => join(PAGE, name))].sort()) {
    hash.update(`\0${path}\0`).update(await readFile(join(root, path)));
  }
  return hash.digest('hex');
}

/**
 * Builds the page if its sources have changed. The new build replaces the old folder as a whole.
 * @param {string} root
 * @param {(line: string) => void} [say]
 * @returns {Promise<{ files: number, changed: boolean, failures: string[] }>}
 */
export async function buildPage(root, say = () => undefined) {
  const folder = join(root, PAGE);
  if (!existsSync(join(folder, 'vite.config.mjs'))) return { files: 0, changed: false, failures: [] };
  const [stamp, known] = await Promise.all([
    fingerprint(root),
    readFile(join(folder, 'dist', STAMP), 'utf8').catch(() => undefined),
  ]);
  if (stamp === known) return { files: 0, changed: false, failures: [] };
  try {
    const files = await callApart(BUNDLER, { folder, stampFile: STAMP, stamp }, () => say('  the page'));
    return { files, changed: true, failures: [] };
  } catch (error) {
    return { files: 0, changed: false, failures: [`${PAGE}: ${error.message}`] };
  }
}
