import { join } from 'node:path';
import type { SkipReason } from '@throughline/contracts';
import { embedIntoPdf, type Described, type FileRecord, type Metadata } from '@throughline/documents';
import type { StepContext, StepHandler } from '@throughline/engine';
import { metadataOf, recordOf, storePdf, workingPdf } from '../document-files.js';

/** What must stay as it is: a signature covers the very bytes, and who has locked a file wants nobody to change it. */
function leftAlone({ signed, encrypted }: FileRecord): SkipReason | undefined {
  if (encrypted) return 'encrypted';
  return signed ? 'signed' : undefined;
}

const describedBy = (metadata: Metadata | undefined): Described => ({
  title: metadata?.title,
  author: metadata?.sender,
  subject: metadata?.summary,
  keywords: metadata?.tags,
  language: metadata?.language,
  date: metadata?.date,
});

async function made(record: FileRecord, path: string, context: StepContext) {
  const text = await context.input('text_pages');
  return embedIntoPdf(
    { path, described: describedBy(await metadataOf(context)), textPath: text?.path, changedAt: record.recordedAt },
    { scratch: join(await context.workspace(), 'embed'), signal: context.signal },
  );
}

/** `embed_metadata_into_pdf`: what was found goes into a copy of the PDF, and text over its pictures, so that any program can search it. */
export const embedMetadata = (): StepHandler => ({
  async run(context) {
    const started = performance.now();
    const record = await recordOf(context);
    const kept = leftAlone(record);
    if (kept !== undefined) return { kind: 'skipped', reason: kept };
    const pdf = await workingPdf(context, record);
    if (pdf === undefined) return { kind: 'skipped', reason: 'not_applicable' };
    const copy = await made(record, pdf.path, context);
    if (copy === undefined) {
      context.log.warn({}, 'The structure of the PDF allows no copy with more in it: it stays as it is');
      return { kind: 'skipped', reason: 'not_applicable' };
    }
    return {
      kind: 'completed',
      result: { embedded: [...copy.embedded] },
      artifacts: [await storePdf(context, 'document', 'document.pdf', copy.path)],
      metrics: { elapsed_ms: Math.round(performance.now() - started) },
    };
  },
});
