import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { codeOf, PermanentError } from '@throughline/contracts';
import { runIsolated, type Isolation } from '../isolated/run-isolated.js';
import { embedTask, type Described, type EMBEDDED } from './embed-tasks.js';
import { imagePdfTask, inspectPdfTask } from './tasks.js';

type Where = Pick<Isolation, 'scratch' | 'signal'>;

/** A picture as a PDF of one page; gives its path. */
export async function pdfOfImage(path: string, { scratch, signal }: Where): Promise<string> {
  const output = join(scratch, `${randomUUID()}.pdf`);
  await runIsolated(imagePdfTask, { path, output }, { scratch, signal });
  return output;
}

export interface Embedding {
  readonly path: string;
  readonly described: Described;
  /** A `DocumentText` as a file. */
  readonly textPath?: string | undefined;
  /** ISO 8601. */
  readonly changedAt: string;
}

export interface Embedded {
  readonly path: string;
  readonly embedded: readonly (typeof EMBEDDED)[number][];
}

/** A copy with metadata and searchable text in it; undefined where the structure of the PDF does not allow one. */
export async function embedIntoPdf(embedding: Embedding, { scratch, signal }: Where): Promise<Embedded | undefined> {
  const output = join(scratch, `${randomUUID()}.pdf`);
  try {
    const { embedded, pages } = await runIsolated(embedTask, { ...embedding, output }, { scratch, signal });
    const after = await runIsolated(inspectPdfTask, { path: output }, { scratch, signal });
    // The copy stands for the document from now on: one that has lost a page must not.
    if (after.pages !== pages) throw new PermanentError('not-rewritable', 'The copy has other pages than the document');
    return { path: output, embedded };
  } catch (error) {
    if (codeOf(error) === 'not-rewritable' || codeOf(error) === 'broken') return undefined;
    throw error;
  }
}
