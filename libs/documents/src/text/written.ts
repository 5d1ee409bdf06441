import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { documentLimits } from '../isolated/limits.js';
import { runIsolated, type Isolation } from '../isolated/run-isolated.js';
import { readWrittenTask } from './written-task.js';

export interface Written {
  readonly text: string;
  /** What a page of the web calls itself. */
  readonly title?: string;
}

/** The text of a text, or of a page of the web. */
export async function readWritten(
  path: string,
  kind: 'text' | 'html',
  { scratch, signal, cpuSeconds = documentLimits.writtenCpuSeconds }: Pick<Isolation, 'scratch' | 'signal' | 'cpuSeconds'>,
): Promise<Written> {
  const output = join(scratch, `${randomUUID()}.txt`);
  const { title } = await runIsolated(readWrittenTask, { path, kind, output }, { scratch, signal, cpuSeconds });
  return { text: await readFile(output, 'utf8'), ...(title === undefined ? {} : { title }) };
}
