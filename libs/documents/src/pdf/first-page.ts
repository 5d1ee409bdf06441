import { join } from 'node:path';
import { mkdir } from 'node:fs/promises';
import { documentLimits } from '../isolated/limits.js';
import { runIsolated, type IsolationOptions } from '../isolated/run-isolated.js';
import { firstPageTask } from './tasks.js';

/** Pixels of the longer side. */
const SIDE = 640;

/** Draws the first page of a PDF in a separate process, and returns the path of the JPEG: at most 640 pixels and 100 KB. */
export async function drawFirstPageOf(path: string, where: Pick<IsolationOptions, 'scratch' | 'signal'>): Promise<string> {
  await mkdir(where.scratch, { recursive: true });
  const output = join(where.scratch, 'page-1.jpg');
  await runIsolated(firstPageTask, { path, output, side: SIDE }, { ...where, timeLimitMs: documentLimits.pageTimeMs });
  return output;
}
