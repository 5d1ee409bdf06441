import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { documentLimits } from '../isolated/limits.js';
import { runIsolated, type IsolationOptions } from '../isolated/run-isolated.js';
import { readWrittenTask } from './text-task.js';

export interface TextContent {
  readonly text: string;
  readonly title?: string;
}

/** Returns the text of a text file or a web page. */
export async function readTextFile(
  path: string,
  kind: 'text' | 'html',
  { scratch, signal, cpuSeconds = documentLimits.writtenCpuSeconds }: Pick<IsolationOptions, 'scratch' | 'signal' | 'cpuSeconds'>,
): Promise<TextContent> {
  const output = join(scratch, `${randomUUID()}.txt`);
  const { title } = await runIsolated(readWrittenTask, { path, kind, output }, { scratch, signal, cpuSeconds });
  return { text: await readFile(output, 'utf8'), ...(title === undefined ? {} : { title }) };
}
