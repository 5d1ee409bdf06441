import { join } from 'node:path';
import { PermanentMediaError, ToolError } from '../../errors.js';
import { probe } from '../../probe/probe.js';
import type { MediaTools } from '../../tools.js';
import { trim } from '../../trim/trim.js';

/** Runs the steps that open a file: fetch, probe, extract sound, cut. Returns the outcome in the words of `HostileFile`. */
export async function processHostileFile(tools: MediaTools, path: string, folder: string): Promise<string> {
  try {
    const media = await probe(tools, path);
    const result = await trim(
      { path, media, outputFolder: join(folder, 'output'), scratchFolder: join(folder, 'scratch') },
      { tools },
    );
    return result.mode === 'skipped' ? `skipped:${result.reason}` : result.mode;
  } catch (error) {
    if (error instanceof PermanentMediaError) return `refused:${error.code}`;
    // A retryable failure, until the retries are used up.
    if (error instanceof ToolError) return `failed:${error.code}`;
    throw error;
  }
}

export const isExpected = (ending: string, ends: readonly string[]): boolean =>
  ends.some((end) => (end.endsWith('*') ? ending.startsWith(end.slice(0, -1)) : ending === end));
