import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { kindOf } from '@throughline/contracts';
import { FOLD_VERSION, compareOutcome, type OutcomeDifference } from '@throughline/domain';
import { printJson, type CliContext } from '../commands/context.js';
import { CliError } from '../exit.js';
import { stripControls } from '../output/text-width.js';
import { decodeGoldenLog, readGoldenLog } from './golden-files.js';

interface CheckedLog {
  readonly file: string;
  readonly title: string;
  /** Absent if the log can be read. */
  readonly problem?: string;
  readonly differences: readonly OutcomeDifference[];
}

async function checkLog(folder: string, file: string): Promise<CheckedLog> {
  const golden = await readGoldenLog(join(folder, file), file);
  const { title, expected } = golden;
  try {
    return { file, title, differences: compareOutcome(expected, decodeGoldenLog(file, golden)) };
  } catch (error) {
    const problem = kindOf(error) === 'cli' ? (error as Error).message : 'the rules of this release fail at this history';
    return { file, title, problem, differences: [] };
  }
}

const isWrong = ({ problem, differences }: CheckedLog): boolean => problem !== undefined || differences.length > 0;

const describeCheck = ({ file, title, problem, differences }: CheckedLog): string =>
  [
    `${file}: ${title}`,
    ...(problem === undefined ? [] : [`    ${problem}`]),
    ...differences.map(
      ({ field, expected, actual }) => `    ${field}: expected ${JSON.stringify(expected)}, is ${JSON.stringify(actual)}`,
    ),
  ]
    .map((line) => `${stripControls(line)}\n`)
    .join('');

async function listLogs(folder: string, shown: string): Promise<readonly string[]> {
  const entries = await readdir(folder).catch((cause: unknown) => {
    throw new CliError('usage', `${shown} cannot be read`, { cause });
  });
  const files = entries.filter((name) => name.endsWith('.json')).sort();
  if (files.length === 0) throw new CliError('usage', `${shown} has no golden logs (*.json)`);
  return files;
}

/** `tl fold --check FOLDER`: fails if a history has another outcome under the rules of this release. */
export async function checkGoldenLogs(context: CliContext, shown: string, asJson: boolean): Promise<void> {
  const folder = resolve(context.cwd, shown);
  const files = await listLogs(folder, shown);
  const wrong: CheckedLog[] = [];
  for (const [index, file] of files.entries()) {
    context.terminal.progress(`${String(index)} of ${String(files.length)}`);
    const checked = await checkLog(folder, file);
    if (!isWrong(checked)) continue;
    wrong.push(checked);
    if (!asJson) await context.terminal.data(describeCheck(checked));
  }
  if (asJson) await printJson(context, { fold_version: FOLD_VERSION, checked: files.length, differences: wrong });
  context.terminal.say(`${String(files.length - wrong.length)} of ${String(files.length)} histories have their expected outcome`);
  if (wrong.length > 0) throw new CliError('failed', `${String(wrong.length)} histories differ`, { code: 'golden-logs-differ' });
}
