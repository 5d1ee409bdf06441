import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TEST_FOLDERS } from '../compiled-folder.mjs';
import { projectRoot, workspaces } from '../workspaces.mjs';

/**
 * Kinds of tests, by the ending of the file name (docs/testing.md).
 * @typedef {'unit' | 'int' | 'smoke' | 'e2e'} Kind
 */
const KIND = /\.(int|smoke|e2e)\.spec\.tsx?$/;
export const kindOf = (file) => KIND.exec(file)?.[1] ?? 'unit';

/** Returns Jest's pattern for a kind. */
export const matchOf = (kind) => (kind === 'unit' ? '**/!(*.int|*.smoke|*.e2e).spec.ts?(x)' : `**/*.${kind}.spec.ts?(x)`);

/** Specs that import this name run more samples or longer media at full depth. */
const DEPTH = 'testDepth';

/**
 * One run of Jest. Full depth means all samples of a property and all media; otherwise about a tenth.
 * @typedef {object} Pass
 * @property {string} name of its reports
 * @property {readonly Kind[]} kinds
 * @property {boolean} full
 * @property {number} workers
 * @property {boolean} [deepOnly] run only the unit and integration specs that differ at full depth
 */

/** @type {Record<'quick' | 'all' | 'rest', readonly Pass[]>} */
export const SETS = {
  quick: [
    { name: 'fast', kinds: ['unit', 'int'], full: false, workers: 4 },
    { name: 'smoke', kinds: ['smoke'], full: false, workers: 2 },
  ],
  all: [
    { name: 'fast', kinds: ['unit', 'int'], full: true, workers: 3 },
    { name: 'e2e', kinds: ['smoke', 'e2e'], full: true, workers: 3 },
  ],
  rest: [
    { name: 'deep', kinds: ['unit', 'int'], full: true, workers: 3, deepOnly: true },
    { name: 'e2e', kinds: ['e2e'], full: true, workers: 3 },
  ],
};

/** Returns the paths of all folders that may hold specs. */
export const specFolders = () =>
  workspaces()
    .flatMap(({ path }) => ['src', ...TEST_FOLDERS].map((folder) => join(path, folder)))
    .filter((folder) => existsSync(folder));

/** Returns the paths of the unit and integration specs that differ at full depth. */
export async function deepSpecs() {
  const found = await Promise.all(
    specFolders().map(async (folder) => {
      const names = await readdir(folder, { recursive: true });
      return names
        .filter((name) => /\.spec\.tsx?$/.test(name) && ['unit', 'int'].includes(kindOf(name)))
        .map((name) => join(folder, name));
    }),
  );
  const isDeep = async (file) => (await readFile(file, 'utf8')).includes(DEPTH);
  const files = found.flat();
  const deep = await Promise.all(files.map(isDeep));
  return files.filter((_, index) => deep[index]).map((file) => file.slice(projectRoot.length + 1));
}
