import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { codeOf } from '@throughline/contracts';
import { parseLine, type Answered, type LedgerEntry, type Received } from './entry.js';
import { isOutputName, ledgerFile, outputsFolder } from './place.js';

const nothingThere = (error: unknown): undefined => {
  if (codeOf(error) === 'ENOENT') return undefined;
  throw error;
};

async function linesOf(file: string): Promise<readonly (Received | Answered)[]> {
  const read: (Received | Answered)[] = [];
  for await (const text of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
    const line = parseLine(text);
    if (line !== undefined) read.push(line);
  }
  return read;
}

/**
 * Everything that a simulated output was asked, in the order in which it came in, with the answers. Lines that cannot be read are
 * passed over: they were never finished. Undefined where there is no such output.
 */
export async function readLedger(dir: string, output: string): Promise<readonly LedgerEntry[] | undefined> {
  if (!isOutputName(output)) return undefined;
  const lines = await linesOf(ledgerFile(dir, output)).catch(nothingThere);
  if (lines === undefined) return undefined;
  const entries = new Map<string, LedgerEntry>();
  for (const line of lines) {
    if (line.line === 'request') {
      const { line: _, ...request } = line;
      entries.set(line.id, request);
      continue;
    }
    const { line: _, id, ...answer } = line;
    const asked = entries.get(id);
    if (asked !== undefined) entries.set(id, { ...asked, answer });
  }
  return [...entries.values()];
}

/** Names of the simulated outputs that have been asked for anything, sorted. */
export async function simulatedOutputs(dir: string): Promise<readonly string[]> {
  const found = await readdir(outputsFolder(dir), { withFileTypes: true }).catch(nothingThere);
  return (found ?? [])
    .filter((entry) => entry.isDirectory() && isOutputName(entry.name))
    .map(({ name }) => name)
    .sort();
}
