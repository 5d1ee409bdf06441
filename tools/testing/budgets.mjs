import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '../workspaces.mjs';

/** Returns the budgets of docs/testing.md ("M:SS") by the name of the part. */
export async function readBudgets(page = join(projectRoot, 'docs/testing.md')) {
  const rows = (await readFile(page, 'utf8')).matchAll(/^\| (\S.*?) +\| (\d+:\d\d) +\|$/gm);
  return new Map([...rows].map(([, name, budget]) => [name, budget]));
}
