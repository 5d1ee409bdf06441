import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { codeOf, PermanentError } from '@throughline/contracts';
import { documentLimits } from '../isolated/limits.js';
import { runIsolated, type IsolationOptions } from '../isolated/run-isolated.js';
import { composeTask, type ComposedPart, type ComposeNote, type LeftOut } from './compose-tasks.js';
import { embedTask, type PdfMetadata, type EMBEDDED } from './embed-tasks.js';
import { imagePdfTask } from './tasks.js';

type TaskContext = Pick<IsolationOptions, 'scratch' | 'signal'>;

/** The process that writes a PDF also reads it back, because a second start would take longer than the reading. */
const WRITE_AND_READ = {
  timeLimitMs: 2 * documentLimits.readTimeMs,
  cpuSeconds: 2 * documentLimits.readCpuSeconds,
} as const;

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
    const { embedded, pages, readablePages } = await runIsolated(
      embedTask,
      { ...embedding, output },
      { scratch, signal, ...WRITE_AND_READ },
    );
    // The copy replaces the document, so it must have all pages.
    if (readablePages !== pages) throw new PermanentError('not-rewritable', 'The pages of the copy differ from the document');
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
  const context = { scratch, signal, ...WRITE_AND_READ, ...hook };
  const { pages, leftOut, readablePages } = await runIsolated(composeTask, { parts, output: path }, context);
  if (readablePages !== pages) throw new PermanentError('broken', 'The pages of the new PDF cannot be read');
  return { path, leftOut };
}
