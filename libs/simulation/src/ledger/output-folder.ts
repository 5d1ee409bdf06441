import { join } from 'node:path';
import { OUTPUT_NAME_PATTERN } from '@throughline/contracts';

const OUTPUT_NAME = new RegExp(OUTPUT_NAME_PATTERN);

/** Checks that a name is a valid output name and thus safe as part of a path. */
export const isOutputName = (name: string): boolean => OUTPUT_NAME.test(name);

export const outputsFolder = (dir: string): string => join(dir, 'outputs');

export function outputFolder(dir: string, output: string): string {
  if (!isOutputName(output)) throw new RangeError('Not the name of an output');
  return join(outputsFolder(dir), output);
}

export const ledgerFile = (dir: string, output: string): string => join(outputFolder(dir, output), 'ledger.jsonl');
