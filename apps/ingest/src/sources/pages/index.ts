import { join } from 'node:path';
import { kindOf, PermanentError, type PagesOrigin } from '@throughline/contracts';
import { composePages, convertImageToPdf, detectMediaType } from '@throughline/documents';
import { LEFT_OUT } from '@throughline/domain';
import type { StepContext } from '@throughline/engine';
import type { SourceType } from '../../kit/source.js';
import { verifyContent } from '../upload/verify-content.js';

/** Share of the progress for reading the files. Making the new one takes the rest. */
const READING = 0.2;

const goneError = (id: string): PermanentError =>
  new PermanentError(
    'origin-gone',
    `The file of document ${id} is no longer stored, so the new document cannot be made of its pages`,
  );

/** Returns the file that the registration saw. It may have been erased or replaced since. */
async function findFile(
  { id, key, size, sha256 }: PagesOrigin,
  context: StepContext,
  onBytes: (bytes: number) => void,
): Promise<string> {
  try {
    const path = await context.local(key);
    await verifyContent(path, { size, sha256 }, { signal: context.signal, onBytes });
    return path;
  } catch (error) {
    if (kindOf(error) === 'not-found') throw goneError(id);
    if (error instanceof PermanentError)
      throw new PermanentError('origin-damaged', `The file of document ${id} was changed in the artifact store: ${error.code}`);
    throw error;
  }
}

/** A picture is a document of one page. */
async function toPdf(
  path: string,
  { scratch, signal }: { readonly scratch: string; readonly signal: AbortSignal },
): Promise<string> {
  const mediaType = await detectMediaType(path);
  return mediaType?.startsWith('image/') === true ? convertImageToPdf(path, { scratch, signal }) : path;
}

/** A source that is pages of stored documents, one after the other in a new PDF. */
export const pagesSource: SourceType = {
  async fetch(source, context) {
    if (!('documents' in source))
      throw new PermanentError('source-missing', 'The document was registered without the pages that it is made of');
    const { documents } = source;
    const scratch = join(await context.workspace(), 'pages');
    const of = { scratch, signal: context.signal };
    const total = documents.reduce((sum, { size }) => sum + size, 0);
    const parts = [];
    let read = 0;
    for (const origin of documents) {
      const before = read;
      const path = await findFile(origin, context, (done) => {
        context.progress({ fraction: (READING * (before + done)) / Math.max(1, total), phase: 'verifying' });
      });
      read += origin.size;
      parts.push({ path: await toPdf(path, of), pages: origin.pages });
    }
    const made = await composePages(parts, {
      ...of,
      onNote: ({ done, total: pages }) => {
        context.progress({
          fraction: READING + ((1 - READING) * done) / pages,
          phase: 'making',
          done,
          total: pages,
          unit: 'pages',
        });
      },
    });
    const stored = { role: 'source', name: 'pages.pdf', mediaType: 'application/pdf' };
    const { key, size, sha256 } = await context.output(stored, { path: made.path });
    return { path: made.path, file: { key, size, sha256 }, facts: { [LEFT_OUT]: [...made.leftOut] } };
  },
};
