import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { drawsSamples } from '../testing/samples.mjs';
import { workspaces } from '../workspaces.mjs';
import { listFiles, readAt, readChange } from './change.mjs';
import { importersOf, isSpec } from './imports.mjs';
import { changedOperations } from './operations.mjs';
import { DOCUMENT, planOf } from './plan.mjs';

const CODE = /\.([cm]?[jt]s|tsx)$/;

const parse = (text) => (text ? JSON.parse(text) : undefined);

/**
 * Plans the checks of a checkout.
 * @param {string} root
 * @param {{ named?: string, e2e?: boolean }} [options] named: the base that the user names
 */
export async function readPlan(root, { named, e2e = false } = {}) {
  const change = await readChange(root, named);
  const files = listFiles(root);
  const read = (file) => readFileSync(join(root, file), 'utf8');
  const texts = new Map(files.filter((file) => CODE.test(file)).map((file) => [file, read(file)]));
  const packages = workspaces(root).map(({ folder }) => ({ folder, manifest: JSON.parse(read(`${folder}/package.json`)) }));
  const importers = importersOf(texts, new Set([...files, ...change.files]), packages);
  const sampled = new Set([...texts].filter(([file, text]) => isSpec(file) && drawsSamples(text)).map(([file]) => file));
  const hasDocument = change.files.includes(DOCUMENT) && files.includes(DOCUMENT);
  const operations = hasDocument ? changedOperations(parse(readAt(root, change.base, DOCUMENT)), parse(read(DOCUMENT))) : [];
  return planOf({ change, files, importers, packages, operations, sampled, e2e });
}
