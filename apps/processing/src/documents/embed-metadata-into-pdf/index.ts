import { join } from 'node:path';
import { Controller } from '@nestjs/common';
import type { SkipReason } from '@throughline/contracts';
import { embedIntoPdf, type PdfMetadata, type FileRecord, type Metadata } from '@throughline/documents';
import type { StepContext, StepHandler, StepOutcome } from '@throughline/engine';
import { Step } from '@throughline/worker-host/steps';
import { loadMetadata, loadRecord, storePdf, loadWorkingPdf } from '../document-files.js';

/** A signature covers the exact bytes, and the author of an encrypted file wants no changes. */
function findSkipReason({ signed, encrypted }: FileRecord): SkipReason | undefined {
  if (encrypted) return 'encrypted';
  return signed ? 'signed' : undefined;
}

const toPdfInfo = (metadata: Metadata | undefined): PdfMetadata => ({
  title: metadata?.title,
  author: metadata?.sender,
  subject: metadata?.summary,
  keywords: metadata?.tags,
  language: metadata?.language,
  date: metadata?.date,
});

async function writeCopy(record: FileRecord, path: string, context: StepContext) {
  const text = await context.input('text_pages');
  return embedIntoPdf(
    { path, described: toPdfInfo(await loadMetadata(context)), textPath: text?.path, changedAt: record.recordedAt },
    { scratch: join(await context.workspace(), 'embed'), signal: context.signal },
  );
}

/**
 * `embed_metadata_into_pdf`: writes the metadata into a copy of the PDF, and the recognised text over its images, for search.
 */
@Controller()
export class EmbedMetadata implements StepHandler {
  @Step('embed_metadata_into_pdf', { lane: 'document' })
  async run(context: StepContext): Promise<StepOutcome> {
    const started = performance.now();
    const record = await loadRecord(context);
    const reason = findSkipReason(record);
    if (reason !== undefined) return { kind: 'skipped', reason };
    const pdf = await loadWorkingPdf(context, record);
    if (pdf === undefined) return { kind: 'skipped', reason: 'not_applicable' };
    const copy = await writeCopy(record, pdf.path, context);
    if (copy === undefined) {
      context.log.warn({}, 'cannot write details into this PDF because of its structure, keeping the original');
      return { kind: 'skipped', reason: 'not_applicable' };
    }
    return {
      kind: 'completed',
      result: { embedded: [...copy.embedded] },
      artifacts: [await storePdf(context, 'document', 'document.pdf', copy.path)],
      metrics: { elapsed_ms: Math.round(performance.now() - started) },
    };
  }
}
