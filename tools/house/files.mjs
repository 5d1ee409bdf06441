/** Reads the tree, and tells source from tests. Lines of generated files do not count. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { listFiles } from '../checking/change.mjs';
import { workspaces } from '../workspaces.mjs';

const CODE = /^(?:apps|libs|tools)\/.*\.(?:ts|tsx|mjs|cjs)$/;
const GENERATED = /\.generated\.|\.d\.ts$/;
const TEST = /\.(?:spec|contract)\.tsx?$|\/(?:testing|e2e)\/|^libs\/strict-fakes\//;

/** Returns true for code that people wrote, tests included. */
export const isCode = (path) => CODE.test(path) && !GENERATED.test(path);

/** Returns true for specs, contract suites, test kits and fakes. `tools/testing` runs tests and is none. */
export const isTest = (path) => TEST.test(path) && !path.startsWith('tools/testing/');

/**
 * A file with code that people wrote.
 * @typedef {object} SourceFile
 * @property {string} path from the root
 * @property {string} project the folder of its workspace, or the first folder below `tools`: `libs/media`
 * @property {boolean} isTest specs, contract suites, test kits and fakes
 * @property {string} text
 * @property {number} lines
 */

/** Some tools are no workspaces: their project is `tools`. */
const projectOf = (path, folders) => folders.find((folder) => path.startsWith(`${folder}/`)) ?? path.split('/')[0];

/**
 * @param {string} root
 * @returns {{ files: readonly SourceFile[], packages: readonly { folder: string, manifest: object }[] }}
 */
export function readTree(root) {
  const read = (path) => readFileSync(join(root, path), 'utf8');
  const packages = workspaces(root).map(({ folder }) => ({ folder, manifest: JSON.parse(read(`${folder}/package.json`)) }));
  const folders = packages.map(({ folder }) => folder);
  const files = listFiles(root)
    .filter(isCode)
    .map((path) => {
      const text = read(path);
      return { path, project: projectOf(path, folders), isTest: isTest(path), text, lines: text.split('\n').length - 1 };
    });
  return { files, packages };
}

/** Returns the value below which a share of sorted numbers lies. */
export const quantile = (sorted, share) => sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
export const sum = (numbers) => numbers.reduce((all, one) => all + one, 0);
export const sortNumbers = (numbers) => [...numbers].sort((one, other) => one - other);
