import { execFileSync } from 'node:child_process';
import { readLinted } from './linted.mjs';

/**
 * The files that differ from an older commit.
 * @typedef {object} Change
 * @property {string} [base] the older commit; without it, everything counts as changed
 * @property {string} compared what the files are compared with, and why, for people
 * @property {readonly string[]} files paths from the root, also of deleted files
 */

export class UnknownBase extends Error {}

function gitIn(root) {
  const options = { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 28, stdio: ['ignore', 'pipe', 'ignore'] };
  return (...args) => {
    try {
      return execFileSync('git', args, options);
    } catch {
      return undefined;
    }
  };
}

const listOf = (text) => (text ?? '').split('\0').filter(Boolean);

/** A renamed file counts twice: importers may still name its old path. */
function filesSince(git, commit) {
  const names = ['--name-only', '--no-renames', '--relative', '-z', commit];
  const lists = [
    git('diff', ...names),
    git('diff', '--cached', ...names),
    git('ls-files', '--others', '--exclude-standard', '-z'),
  ];
  return [...new Set(lists.flatMap(listOf))].sort();
}

async function* candidates(git, root, named) {
  if (named) {
    const base = git('rev-parse', '--verify', '--quiet', `${named}^{commit}`)?.trim();
    if (!base) throw new UnknownBase(`TL_BASE names no commit of this repository: ${named}`);
    yield { base, name: `TL_BASE ${named}` };
  }
  const merged = git('merge-base', 'HEAD', 'origin/main')?.trim();
  if (merged) yield { base: merged, name: 'the merge base with origin/main' };
  const linted = new Set(await readLinted(root));
  const commits = linted.size > 0 ? (git('rev-list', 'HEAD') ?? '').split('\n') : [];
  for (const base of commits) if (linted.has(base)) yield { base, name: 'the newest commit whose whole lint is on record' };
}

/**
 * Compares the files of the checkout, also staged and untracked ones, with the first base from which anything differs.
 * @param {string} root
 * @param {string} [named] the base that the user names
 * @returns {Promise<Change>}
 */
export async function readChange(root, named) {
  const git = gitIn(root);
  const same = [];
  for await (const { base, name } of candidates(git, root, named)) {
    const files = filesSince(git, base);
    const text = `${name} (${base.slice(0, 12)})`;
    if (files.length > 0) return { base, files, compared: [...same, `compared with ${text}`].join('; ') };
    same.push(`nothing differs from ${text}`);
  }
  return { files: [], compared: [...same, `no ${same.length > 0 ? 'other ' : ''}commit to compare with`].join('; ') };
}

/** Returns the text of a file in a commit, if it was there. */
export const readAt = (root, commit, path) => gitIn(root)('show', `${commit}:./${path}`);

/** Returns all files that Git would keep, without deleted ones. */
export function listFiles(root) {
  const git = gitIn(root);
  const deleted = new Set(listOf(git('ls-files', '--deleted', '-z')));
  const kept = listOf(git('ls-files', '--cached', '--others', '--exclude-standard', '-z'));
  return [...new Set(kept)].filter((file) => !deleted.has(file)).sort();
}
