import { stat } from 'node:fs/promises';
import { codeOf } from '@throughline/contracts';

/** Returns the size of a file that a tool may not have written, in bytes; 0 without the file. */
export async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return 0;
    throw error;
  }
}
