import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { firstErrorOf, fileOf } from '../testing/reports.mjs';
import { projectRoot } from '../workspaces.mjs';

export const FINDS = join(projectRoot, '.throughline/finds.json');

/**
 * A test that failed with a drawn seed.
 * @typedef {object} Find
 * @property {string} at time of the find
 * @property {string} commit the tested commit; ends with `+` if files had been changed
 * @property {string} file its path from the root
 * @property {string} title of the test; empty if the file could not be run
 * @property {number} seed of all properties of the run
 * @property {string} [path] fast-check's way to the smallest counterexample
 * @property {boolean} again whether the file failed again when it ran alone
 * @property {string} error its first line
 * @property {string} command runs the test again
 */

/** fast-check prints this of a property that failed. */
const COUNTEREXAMPLE = /\{ seed: (-?\d+), path: "([^"]+)"/;

const quote = (text) => `'${text.replaceAll("'", `'\\''`)}'`;
/** Returns a pattern that matches the text. */
const literal = (text) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

function commandFor({ file, title, seed }) {
  const only = title === '' ? '' : ` -t ${quote(`^${literal(title)}$`)}`;
  return `TL_TEST_SEED=${seed} TL_TEST_DEPTH=full npm test -- ${file}${only}`;
}

/**
 * Returns the finds of a run.
 * @param {object} report of the first run of all files, as Jest writes it
 * @param {{ at: string, commit: string, seed: number, flaky: readonly string[] }} run flaky: files that passed when they ran again
 * @returns {readonly Find[]}
 */
export function findsOf({ testResults }, { at, commit, seed, flaky }) {
  return testResults
    .filter(({ status }) => status === 'failed')
    .flatMap((result) => {
      const file = fileOf(result);
      const failed = result.assertionResults.filter(({ status }) => status === 'failed');
      const tests = failed.length > 0 ? failed.map((one) => ({ ...result, assertionResults: [one] })) : [result];
      return tests.map((one) => {
        const { test: title, error } = firstErrorOf(one);
        const text = one.assertionResults[0]?.failureMessages?.join('\n') ?? '';
        const path = COUNTEREXAMPLE.exec(text)?.[2];
        const again = !flaky.includes(file);
        return { at, commit, file, title, seed, path, again, error, command: commandFor({ file, title, seed }) };
      });
    });
}

export const readFinds = async (file = FINDS) => JSON.parse(await readFile(file, 'utf8').catch(() => '[]'));

export async function storeFinds(finds, file = FINDS) {
  await writeFile(file, `${JSON.stringify([...(await readFinds(file)), ...finds], undefined, 2)}\n`);
}

export const describeFind = ({ file, title, again, error, command }) => [
  `FIND ${[file, title, error].filter(Boolean).join(': ')}${again ? '' : ' (passed when it ran again)'}`,
  `     ${command}`,
];
