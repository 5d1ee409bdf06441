import { readKnownFlakes } from './known-flakes.mjs';
import { hasCrashed } from './retry.mjs';
import { fileOf, readReport, REPORTS } from './reports.mjs';

/** The title of a test that needs a program starts so: "[needs rclone] …" (`withTool`). */
const NEEDS = /\[needs ([^\]]+)\]/;

/** More flaky files than this are a fault of the code, and more known ones are a fault of the tests. */
const MAX_FLAKY = 5;

/** A pass without a report, or with a report without tests, did not run: both are failures. */
async function summarizePass(pass, folder) {
  try {
    const report = await readReport(pass, folder);
    const skipped = report.testResults
      .flatMap(({ assertionResults }) => assertionResults)
      .filter(({ status }) => status === 'pending');
    return {
      passed: report.numPassedTests,
      failed: report.numFailedTests + report.numRuntimeErrorTestSuites + (report.numPassedTests === 0 ? 1 : 0),
      skipped: skipped.map(({ fullName }) => fullName),
      crashed: report.testResults.filter((file) => file.status === 'failed' && hasCrashed(file)).map(fileOf),
      flaky: report.flaky ?? [],
    };
  } catch {
    return { passed: 0, failed: 1, skipped: [], crashed: [], flaky: [] };
  }
}

/** Returns the reasons why flaky files fail a run. */
function findFlakyFaults(flaky, known) {
  const again = flaky.filter(({ file }) => known.includes(file));
  return [
    ...again.map(({ file }) => `${file} is a known flake (docs/testing.md) and was flaky again: mend it`),
    ...(flaky.length > MAX_FLAKY ? [`${flaky.length} flaky files are more than ${MAX_FLAKY}`] : []),
    ...(known.length > MAX_FLAKY ? [`docs/testing.md lists ${known.length} known flakes, more than ${MAX_FLAKY}: mend one`] : []),
  ];
}

function describeSkipped(skipped) {
  const missing = new Map();
  for (const title of skipped) {
    const tool = NEEDS.exec(title)?.[1];
    if (tool !== undefined) missing.set(tool, (missing.get(tool) ?? 0) + 1);
  }
  const needy = [...missing.values()].reduce((sum, count) => sum + count, 0);
  const lines = [...missing].map(([tool, count]) => `${count} test(s) skipped: ${tool} is missing`);
  if (skipped.length > needy)
    lines.push(`${skipped.length - needy} test(s) of contracts skipped: the adapter declares that it lacks the capability`);
  return lines;
}

const describeFlaky = ({ file, test, error }) => `FLAKY ${file}: ${[test, error].filter(Boolean).join(': ')}`;

/**
 * Sums the reports of passes.
 * @param {readonly string[]} passes names of the passes that have run
 * @param {{ folder?: string, known?: readonly string[], page?: string }} [options] known: files that are known to be flaky; without
 *   them, those of the table in `page`, which is docs/testing.md
 * @returns {Promise<{ passed: number, failed: number, lines: string[] }>} lines to print
 */
export async function summaryOf(passes, { folder = REPORTS, known, page } = {}) {
  const reports = await Promise.all(passes.map((pass) => summarizePass(pass, folder)));
  const sum = (key) => reports.reduce((total, report) => total + report[key], 0);
  const [skipped, crashed, flaky] = ['skipped', 'crashed', 'flaky'].map((key) => reports.flatMap((report) => report[key]));
  const table = known === undefined ? await readKnownFlakes(page) : { files: known, faults: [] };
  const faults = [...table.faults, ...findFlakyFaults(flaky, table.files)];
  const [passed, failed] = [sum('passed'), sum('failed') + faults.length];
  const lines = [
    ...describeSkipped(skipped),
    ...crashed.map((file) => `CRASHED ${file}: its process ended by a signal`),
    ...flaky.map(describeFlaky),
    ...faults.map((fault) => `FAILED ${fault}`),
    `${passed} tests passed, ${failed} failed, ${skipped.length} skipped, ${flaky.length} files flaky`,
  ];
  return { passed, failed, lines };
}
