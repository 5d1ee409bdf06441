import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RetryableError } from '@throughline/contracts';
import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { documentLimits } from '../isolated/limits.js';
import { runIsolated, type IsolationOptions } from '../isolated/run-isolated.js';
import { PageLayerSchema, pdfLayerTask, type PageLayer } from './tasks.js';

const layer = Compile(Type.Array(PageLayerSchema));

/** Returns `undefined` for other JSON, such as a file of another release. */
export function parseLayer(json: string): readonly PageLayer[] | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return layer.Check(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

type LayerReadOptions = Pick<IsolationOptions, 'scratch' | 'signal'> & {
  readonly onPage?: (done: number, total: number) => void;
};

/** Reads the text that the pages of a PDF contain already. */
export async function readLayer(path: string, { scratch, signal, onPage }: LayerReadOptions): Promise<readonly PageLayer[]> {
  const output = join(scratch, `${randomUUID()}.json`);
  const input = { path, output, mostCharacters: documentLimits.characters };
  await runIsolated(pdfLayerTask, input, { scratch, signal, onNote: ({ done, total }) => onPage?.(done, total) });
  const pages = parseLayer(await readFile(output, 'utf8'));
  if (pages === undefined) throw new RetryableError('reader-failed', 'The text of the pages cannot be read back');
  return pages;
}
