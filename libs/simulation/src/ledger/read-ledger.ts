import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { codeOf } from '@throughline/contracts';
import { parseLine, type AnswerLine, type LedgerEntry, type RequestLine } from './entry.js';
import { isOutputName, ledgerFile, outputsFolder } from './output-folder.js';

const undefinedIfMissing = (error: unknown): undefined => {
  if (codeOf(error) === 'ENOENT') return undefined;
  throw error;
};

async function linesOf(file: string): Promise<readonly (RequestLine | AnswerLine)[]> {
  const read: (RequestLine | AnswerLine)[] = [];
  for await (const text of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
    const line = parseLine(text);
    if (line !== undefined) read.push(line);
  }
  return read;
}

/**
 * Returns all requests to a simulated output in order, with their answers. Skips incomplete lines. Returns `undefined` if the
 * output does not exist.
 */
export async function readLedger(dir: string, output: string): Promise<readonly LedgerEntry[] | undefined> {
  if (!isOutputName(output)) return undefined;
  const lines = await linesOf(ledgerFile(dir, output)).catch(undefinedIfMissing);
  if (lines === undefined) return undefined;
  const entries = new Map<string, LedgerEntry>();
  for (const line of lines) {
    if (line.line === 'request') {
      const { line: _, ...request } = line;
      entries.set(line.id, request);
      continue;
    }
    const { line: _, id, ...answer } = line;
    const entry = entries.get(id);
    if (entry !== undefined) entries.set(id, { ...entry, answer });
  }
  return [...entries.values()];
}

export async function listSimulatedOutputs(dir: string): Promise<readonly string[]> {
  const found = await readdir(outputsFolder(dir), { withFileTypes: true }).catch(undefinedIfMissing);
  return (found ?? [])
    .filter((entry) => entry.isDirectory() && isOutputName(entry.name))
    .map(({ name }) => name)
    .sort();
}
