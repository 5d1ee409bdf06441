import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { REPORTS } from './reports.mjs';

/** The title of a test that needs a program starts so: "[needs rclone] …" (`withTool`). */
const NEEDS = /\[needs ([^\]]+)\]/;

/** A pass without a report, or with a report without tests, did not run: both are failures. */
async function reportOf(pass) {
  try {
    const report = JSON.parse(await readFile(join(REPORTS, `${pass}.json`), 'utf8'));
    const skipped = report.testResults
      .flatMap(({ assertionResults }) => assertionResults)
      .filter(({ status }) => status === 'pending');
    return {
      passed: report.numPassedTests,
      failed: report.numFailedTests + report.numRuntimeErrorTestSuites + (report.numTotalTests === 0 ? 1 : 0),
      skipped: skipped.map(({ fullName }) => fullName),
    };
  } catch {
    return { passed: 0, failed: 1, skipped: [] };
  }
}

/**
 * @param {readonly string[]} passes names of the passes that have run
 * @returns {Promise<{ passed: number, failed: number, lines: string[] }>} lines to print
 */
export async function summaryOf(passes) {
  const reports = await Promise.all(passes.map(reportOf));
  const passed = reports.reduce((sum, report) => sum + report.passed, 0);
  const failed = reports.reduce((sum, report) => sum + report.failed, 0);
  const skipped = reports.flatMap((report) => report.skipped);
  const missing = new Map();
  for (const title of skipped) {
    const tool = NEEDS.exec(title)?.[1];
    if (tool !== undefined) missing.set(tool, (missing.get(tool) ?? 0) + 1);
  }
  const needy = [...missing.values()].reduce((sum, count) => sum + count, 0);
  const lines = [...missing].map(([tool, count]) => `${count} test(s) skipped: ${tool} is missing`);
  if (skipped.length > needy)
    lines.push(`${skipped.length - needy} test(s) of contracts skipped: the adapter declares that it lacks the capability`);
  return { passed, failed, lines: [...lines, `${passed} tests passed, ${failed} failed, ${skipped.length} skipped`] };
}
