import { join } from 'node:path';

const OUTPUT_NAME = /^[a-z0-9][a-z0-9_-]{0,39}$/;

/** Checks that a name is a valid output name and thus safe as part of a path. */
export const isOutputName = (name: string): boolean => OUTPUT_NAME.test(name);

export const outputsFolder = (dir: string): string => join(dir, 'outputs');

export function outputFolder(dir: string, output: string): string {
  if (!isOutputName(output)) throw new RangeError('Not the name of an output');
  return join(outputsFolder(dir), output);
}

export const ledgerFile = (dir: string, output: string): string => join(outputFolder(dir, output), 'ledger.jsonl');
