import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { documentLimits } from '../isolated/limits.js';
import { runIsolated, type IsolationOptions } from '../isolated/run-isolated.js';
import type { ConversionInput } from './converter.js';
import { PAGE_EXTENSION } from './page-of-text.js';
import { renderPagesTask, type PagesInput } from './pages-task.js';

/**
 * Renders a text, a web page or a message for a converter: its words only, without the resources it refers to. The markup can be
 * many times longer than the words, so this process never has it in memory.
 */
export async function renderPages(
  path: string,
  kind: PagesInput['kind'],
  { scratch, signal }: Pick<IsolationOptions, 'scratch' | 'signal'>,
): Promise<ConversionInput> {
  const output = join(scratch, `${randomUUID()}.${PAGE_EXTENSION}`);
  const isolation = { scratch, signal, cpuSeconds: documentLimits.writtenCpuSeconds };
  await runIsolated(renderPagesTask, { path, kind, output }, isolation);
  return { path: output, extension: PAGE_EXTENSION };
}
