import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { codeOf, PermanentError } from '@throughline/contracts';
import { runIsolated, type IsolationOptions } from '../isolated/run-isolated.js';
import { composeTask, type ComposedPart, type ComposeNote, type LeftOut } from './compose-tasks.js';
import { embedTask, type PdfMetadata, type EMBEDDED } from './embed-tasks.js';
import { imagePdfTask, inspectPdfTask } from './tasks.js';

type TaskContext = Pick<IsolationOptions, 'scratch' | 'signal'>;

export async function convertImageToPdf(path: string, { scratch, signal }: TaskContext): Promise<string> {
  const output = join(scratch, `${randomUUID()}.pdf`);
  await runIsolated(imagePdfTask, { path, output }, { scratch, signal });
  return output;
}

export interface EmbedRequest {
  readonly path: string;
  readonly described: PdfMetadata;
  /** The path of a `DocumentText`. */
  readonly textPath?: string | undefined;
  /** ISO 8601. */
  readonly changedAt: string;
}

export interface EmbedResult {
  readonly path: string;
  readonly embedded: readonly (typeof EMBEDDED)[number][];
}

/** Makes a copy with metadata and searchable text. Returns `undefined` if the structure of the PDF does not allow it. */
export async function embedIntoPdf(embedding: EmbedRequest, { scratch, signal }: TaskContext): Promise<EmbedResult | undefined> {
  const output = join(scratch, `${randomUUID()}.pdf`);
  try {
    const { embedded, pages } = await runIsolated(embedTask, { ...embedding, output }, { scratch, signal });
    const after = await runIsolated(inspectPdfTask, { path: output }, { scratch, signal });
    // The copy replaces the document, so it must have all pages.
    if (after.pages !== pages) throw new PermanentError('not-rewritable', 'The pages of the copy differ from the document');
    return { path: output, embedded };
  } catch (error) {
    if (codeOf(error) === 'not-rewritable' || codeOf(error) === 'broken') return undefined;
    throw error;
  }
}

export interface ComposedPdf {
  readonly path: string;
  /** The contents of the files that a document made of their pages lacks. */
  readonly leftOut: readonly LeftOut[];
}

/** Makes a PDF of pages of others. */
export async function composePages(
  parts: readonly ComposedPart[],
  { scratch, signal, onNote }: TaskContext & Pick<IsolationOptions<ComposeNote>, 'onNote'>,
): Promise<ComposedPdf> {
  const path = join(scratch, `${randomUUID()}.pdf`);
  const hook = onNote === undefined ? {} : { onNote };
  const { pages, leftOut } = await runIsolated(composeTask, { parts, output: path }, { scratch, signal, ...hook });
  const after = await runIsolated(inspectPdfTask, { path }, { scratch, signal });
  // Another library reads the file as viewers do.
  if (after.pages !== pages) throw new PermanentError('broken', 'The pages of the new PDF cannot be read');
  return { path, leftOut };
}
