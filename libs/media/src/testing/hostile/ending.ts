import { join } from 'node:path';
import { PermanentMediaError, ToolError } from '../../errors.js';
import { probe } from '../../probe/probe.js';
import type { MediaTools } from '../../tools.js';
import { trim } from '../../trim/trim.js';

/** What becomes of a file in the steps that open it: brought, looked at, its sound taken out, cut. In the words of `HostileFile`. */
export async function endingOf(tools: MediaTools, path: string, folder: string): Promise<string> {
  try {
    const media = await probe(tools, path);
    const result = await trim(
      { path, media, outputFolder: join(folder, 'output'), scratchFolder: join(folder, 'scratch') },
      { tools },
    );
    return result.mode === 'skipped' ? `skipped:${result.reason}` : result.mode;
  } catch (error) {
    if (error instanceof PermanentMediaError) return `refused:${error.code}`;
    // Tried again, and given up at last.
    if (error instanceof ToolError) return `failed:${error.code}`;
    throw error;
  }
}

export const isExpected = (ending: string, ends: readonly string[]): boolean =>
  ends.some((end) => (end.endsWith('*') ? ending.startsWith(end.slice(0, -1)) : ending === end));
