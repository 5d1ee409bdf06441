import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RetryableError } from '@throughline/contracts';
import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { documentLimits } from '../isolated/limits.js';
import { runIsolated, type Isolation } from '../isolated/run-isolated.js';
import { PageLayerSchema, pdfLayerTask, type PageLayer } from './tasks.js';

const layer = Compile(Type.Array(PageLayerSchema));

/** Undefined where it is none, as a file of another release may be. */
export function parseLayer(json: string): readonly PageLayer[] | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return layer.Check(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

type Reading = Pick<Isolation, 'scratch' | 'signal'> & { readonly onPage?: (done: number, total: number) => void };

/** The text that the pages of a PDF have of their own. */
export async function readLayer(path: string, { scratch, signal, onPage }: Reading): Promise<readonly PageLayer[]> {
  const output = join(scratch, `${randomUUID()}.json`);
  const input = { path, output, mostCharacters: documentLimits.characters };
  await runIsolated(pdfLayerTask, input, { scratch, signal, onNote: ({ done, total }) => onPage?.(done, total) });
  const pages = parseLayer(await readFile(output, 'utf8'));
  if (pages === undefined) throw new RetryableError('reader-failed', 'The text of the pages cannot be read back');
  return pages;
}
