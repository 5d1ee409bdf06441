import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { projectRoot } from '../workspaces.mjs';

/** Folder of the reports of a test run. */
export const REPORTS = join(projectRoot, '.throughline/test-reports');
/** Suffix of the file with the times of one pass. */
export const TIMES = '.times.json';

/**
 * A file that failed and passed when it ran again.
 * @typedef {object} Flaky
 * @property {string} file its path from the root
 * @property {string} test the first test that failed; empty if the file could not be run
 * @property {string} error the first line of its error
 */

export const reportPath = (pass, folder = REPORTS) => join(folder, `${pass}.json`);

/** Returns the report that Jest has written. Rejects if there is none. */
export const readReport = async (pass, folder = REPORTS) => JSON.parse(await readFile(reportPath(pass, folder), 'utf8'));

/** Returns the path of a file of a report from the root. */
export const fileOf = ({ name }) => relative(projectRoot, name);

/** Jest puts a title (●) above the error of a file that could not be run. */
const firstLine = (text) =>
  stripVTControlCharacters(text)
    .split('\n')
    .map((line) => line.trim())
    .find((line) => line !== '' && !line.startsWith('●')) ?? '';

/** Returns the first failed test of a file of a report, and the first line of its error. */
export function firstErrorOf({ assertionResults, message }) {
  const test = assertionResults.find(({ status }) => status === 'failed');
  return { test: test?.fullName ?? '', error: firstLine(test?.failureMessages?.[0] ?? message ?? '') };
}
