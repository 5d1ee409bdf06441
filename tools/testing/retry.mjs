import { writeFile } from 'node:fs/promises';
import { fileOf, firstErrorOf, readReport, reportPath } from './reports.mjs';

/** More failed files than this are no accident: they are not run again. */
const MAX_FILES = 10;

/** Jest writes this of a worker that a signal ended, and a test of a program that ended by such a signal. */
const CRASH = /jest worker process .* was terminated|\bSIG(SEGV|ABRT|BUS|ILL|FPE|TRAP)\b/i;

const failedFiles = ({ testResults }) => testResults.filter(({ status }) => status === 'failed');
const messagesOf = ({ message, assertionResults }) => [
  message ?? '',
  ...assertionResults.flatMap(({ failureMessages }) => failureMessages ?? []),
];
/** A crash of a worker or of a native library is never an accident of the test. */
export const hasCrashed = (file) => messagesOf(file).some((text) => CRASH.test(text));

/** Returns the report of a pass with the second results of the files that passed then. */
function merge(first, second) {
  const testResults = first.testResults.map((file) => second.get(file.name) ?? file);
  const count = (status) =>
    testResults.flatMap(({ assertionResults }) => assertionResults).filter((test) => test.status === status).length;
  const isWithoutTest = (file) => file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed');
  const flaky = first.testResults
    .filter(({ name }) => second.has(name))
    .map((file) => ({ file: fileOf(file), ...firstErrorOf(file) }));
  return {
    ...first,
    ...{ testResults, flaky },
    numPassedTests: count('passed'),
    numFailedTests: count('failed'),
    numRuntimeErrorTestSuites: testResults.filter(isWithoutTest).length,
  };
}

/**
 * Runs each failed file of a pass once more, alone and in a process of its own. A file that passes then is flaky: the report of
 * the pass names it and has its second results. A file whose worker crashed stays failed. The first report is kept as
 * `<pass>.first`. Returns the exit code.
 * @param {string} pass its name
 * @param {number} code the exit code of the first run
 * @param {(name: string, file: string) => Promise<number>} runAlone runs one file, and writes the report `name`
 * @param {string} [folder] of the reports
 */
export async function retryFailed(pass, code, runAlone, folder) {
  const first = await readReport(pass, folder).catch(() => undefined);
  const failed = first === undefined || code === 0 ? [] : failedFiles(first);
  if (failed.length === 0 || failed.length > MAX_FILES) return code;
  await writeFile(reportPath(`${pass}.first`, folder), JSON.stringify(first));
  const passed = new Map();
  for (const [index, file] of failed.filter((one) => !hasCrashed(one)).entries()) {
    const name = `${pass}.again-${index + 1}`;
    const again = await runAlone(name, file.name);
    const [result] = (await readReport(name, folder).catch(() => ({ testResults: [] }))).testResults;
    if (again === 0 && result?.status === 'passed') passed.set(file.name, result);
  }
  const merged = merge(first, passed);
  await writeFile(reportPath(pass, folder), JSON.stringify(merged));
  return failedFiles(merged).length === 0 ? 0 : code;
}
