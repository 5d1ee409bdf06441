import { execFileSync } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** More than one person's branches need. */
const MAX_COMMITS = 50;

const fileIn = (root) => join(root, '.throughline/linted.json');
const git = (root, ...args) =>
  execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();

/** Returns the commits whose whole lint succeeded, newest first. */
export const readLinted = async (root) => JSON.parse(await readFile(fileIn(root), 'utf8').catch(() => '[]'));

/** Returns HEAD, or undefined if the files differ from it. */
export function findCleanHead(root) {
  try {
    return git(root, 'status', '--porcelain') === '' ? git(root, 'rev-parse', 'HEAD') : undefined;
  } catch {
    return undefined;
  }
}

export async function recordLinted(root, commit) {
  const others = (await readLinted(root)).filter((other) => other !== commit);
  await mkdir(dirname(fileIn(root)), { recursive: true });
  await writeFile(fileIn(root), `${JSON.stringify([commit, ...others].slice(0, MAX_COMMITS), undefined, 2)}\n`);
}
