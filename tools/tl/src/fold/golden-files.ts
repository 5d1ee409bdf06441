import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf, isObject, isUuid, kindOf } from '@throughline/contracts';
import {
  decodeGoldenCommit,
  encodeGoldenLog,
  fold,
  type AssetState,
  type GoldenLog,
  type ItemOutcome,
  type RecordedCommit,
} from '@throughline/domain';
import { CliError } from '../exit.js';
import type { SavedCommit } from './histories.js';

const MAX_BYTES = 16 * 1_024 * 1_024;

const isGoldenLog = (value: unknown): value is GoldenLog =>
  isObject(value) &&
  typeof value['title'] === 'string' &&
  typeof value['assetId'] === 'string' &&
  isUuid(value['assetId']) &&
  isObject(value['expected']) &&
  Array.isArray(value['log']);

const unusable = (file: string, problem: string, cause?: unknown): CliError =>
  new CliError('usage', `${file} ${problem}`, { code: 'bad-golden-log', cause });

/** `shown` is the path in messages. */
export async function readGoldenLog(path: string, shown: string): Promise<GoldenLog> {
  const bytes = await readBytes(path, shown);
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw unusable(shown, 'is not JSON in UTF-8', cause);
  }
  if (!isGoldenLog(value)) throw unusable(shown, 'is no golden log: it needs title, assetId, expected and log');
  return value;
}

async function readBytes(path: string, shown: string): Promise<Uint8Array> {
  try {
    if ((await stat(path)).size > MAX_BYTES) throw unusable(shown, `is longer than ${String(MAX_BYTES)} bytes`);
    return await readFile(path);
  } catch (error) {
    throw codeOf(error) === undefined ? error : new CliError('usage', `${shown} cannot be read`, { cause: error });
  }
}

export function decodeGoldenLog(shown: string, { assetId, log }: GoldenLog): readonly RecordedCommit[] {
  return log.map((stored, index) => {
    try {
      return decodeGoldenCommit(assetId, stored);
    } catch (error) {
      const reason = ['undecodable', 'newer-schema'].includes(kindOf(error) ?? '') ? (error as Error).message : 'cannot be read';
      throw unusable(shown, `commit ${String(index + 1)}: ${reason}`, error);
    }
  });
}

export const foldGoldenLog = (shown: string, golden: GoldenLog): AssetState => fold(decodeGoldenLog(shown, golden));

/** One commit in each line, so that a comparison of two files is readable. */
const goldenText = ({ title, assetId, expected, log }: GoldenLog): string => {
  const head = JSON.stringify({ title, assetId, expected }, undefined, 2).replace(/\n\}$/, '');
  return `${head},\n  "log": [\n${log.map((commit) => `    ${JSON.stringify(commit)}`).join(',\n')}\n  ]\n}\n`;
};

/** Writes one item. An existing file is never changed: it is the proof of an earlier release. */
export async function saveGoldenLog(folder: string, commits: readonly SavedCommit[], expected: ItemOutcome): Promise<void> {
  const { id, pipeline } = expected;
  const golden: GoldenLog = { title: `${pipeline} ${id}`, assetId: id, expected, log: encodeGoldenLog(commits) };
  const path = join(folder, `${id}.json`);
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(path, goldenText(golden), { flag: 'wx' });
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw new CliError('usage', `${path} cannot be written`, { cause: error });
    throw new CliError('usage', `${path} exists already`, { tryInstead: 'Save into another folder, or delete the file.' });
  }
}
