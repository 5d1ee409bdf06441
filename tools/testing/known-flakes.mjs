import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '../workspaces.mjs';

const PAGE = join(projectRoot, 'docs/testing.md');
const HEADING = '## Known flakes';
const FORM = '| `libs/one/src/late.spec.ts` | first error | cause |';
const SEPARATOR = /^\|(?: *:?-+:? *\|){3}$/;

/** Returns the file of a row that has all cells. A bar within a cell is written as `\|`. */
function fileOf(row) {
  const [before, name = '', error, cause, after, ...more] = row.split(/(?<!\\)\|/).map((cell) => cell.trim());
  const isWhole = before === '' && error && cause && after === '' && more.length === 0;
  return isWhole ? /^`([^`]+\.spec\.tsx?)`$/.exec(name)?.[1] : undefined;
}

/**
 * Reads the table of known flakes of docs/testing.md. A row that cannot be read is a fault: otherwise its file could be flaky
 * again, and no run would fail.
 * @param {string} [page]
 * @returns {Promise<{ files: string[], faults: string[] }>} faults: say how to mend the table
 */
export async function readKnownFlakes(page = PAGE) {
  const text = await readFile(page, 'utf8');
  const [, section = ''] = text.split(`\n${HEADING}\n`);
  const lines = section.split('\n## ')[0].split('\n');
  const separator = lines.findIndex((line) => SEPARATOR.test(line));
  if (separator === -1)
    return {
      files: [],
      faults: [`docs/testing.md has no table below "${HEADING}" with the columns file, first error and cause`],
    };
  const end = lines.indexOf('', separator);
  const rows = lines.slice(separator + 1, end === -1 ? undefined : end);
  return {
    files: rows.flatMap((row) => fileOf(row) ?? []),
    faults: rows
      .filter((row) => fileOf(row) === undefined)
      .map((row) => `docs/testing.md has a row of known flakes that is not like ${FORM}: ${row}`),
  };
}
