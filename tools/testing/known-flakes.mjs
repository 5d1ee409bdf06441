import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '../workspaces.mjs';

const HEADING = '## Known flakes';

/** Returns the files that the table of docs/testing.md lists. */
export async function knownFlakes(page = join(projectRoot, 'docs/testing.md')) {
  const text = await readFile(page, 'utf8');
  const [, section = ''] = text.split(`\n${HEADING}\n`);
  const [body] = section.split('\n## ');
  return body.split('\n').flatMap((line) => /^\| `([^`]+\.spec\.tsx?)`/.exec(line)?.[1] ?? []);
}
