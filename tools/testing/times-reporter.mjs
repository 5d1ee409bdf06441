import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, relative } from 'node:path';

/** Writes the time of each file and of its phases, in milliseconds, for `npm run test:times`. */
export default class TimesReporter {
  #rootDir;
  #outputFile;
  #files = [];

  constructor({ rootDir }, { outputFile }) {
    this.#rootDir = rootDir;
    this.#outputFile = outputFile;
  }

  onTestResult(_test, { testFilePath, perfStats, numPassingTests, numFailingTests }) {
    const { start, end, loadTestEnvironmentStart, loadTestEnvironmentEnd, phases } = perfStats;
    // A file that could not be loaded has no phases.
    if (phases === undefined) return;
    this.#files.push({
      file: relative(this.#rootDir, testFilePath),
      count: numPassingTests + numFailingTests,
      total: end - (loadTestEnvironmentStart || start),
      environment: loadTestEnvironmentEnd - loadTestEnvironmentStart,
      ...phases,
    });
  }

  onRunComplete() {
    mkdirSync(dirname(this.#outputFile), { recursive: true });
    writeFileSync(this.#outputFile, JSON.stringify(this.#files));
  }
}
