import { Controller, Inject } from '@nestjs/common';
import type { JsonObject, SkipReason } from '@throughline/contracts';
import { chooseLanguages, isPoor, joinPages, type DocumentText, type FileRecord, type PageText } from '@throughline/documents';
import { documentSettingsOf } from '@throughline/domain';
import type { QueuedStep, StepContext, StepHandler, StepOutcome } from '@throughline/engine';
import { Step } from '@throughline/worker-host/steps';
import { CheckpointedParts } from '../../stages/checkpointed-parts.js';
import { loadRecord, storeJson } from '../document-files.js';
import { DOCUMENT_PARTS, type DocumentParts } from '../document-parts.js';
import { readPdfPages, type PdfPages } from './pages-of-pdf.js';
import { cutForSearch } from './search-text.js';
import { readWrittenText } from './written-text.js';

const countPages = (pages: readonly PageText[], source: PageText['source']): number =>
  pages.filter((page) => page.source === source).length;

/** Returns the mean confidence of the recognised pages, weighted by their length. */
function computeConfidence(pages: readonly PageText[]): number | undefined {
  const read = pages.flatMap(({ source, confidence, text }) =>
    source === 'ocr' && confidence !== undefined ? [{ confidence, weight: text.length }] : [],
  );
  const weight = read.reduce((sum, page) => sum + page.weight, 0);
  if (weight === 0) return undefined;
  return Math.round((10 * read.reduce((sum, page) => sum + page.confidence * page.weight, 0)) / weight) / 10;
}

/** A text is stored as one page, however many its PDF has, so it says nothing about their number. */
function collectFacts({ engine, languages, pages }: DocumentText, missing: readonly string[], isInPages: boolean): JsonObject {
  const confidence = computeConfidence(pages);
  return {
    engine,
    languages: [...languages],
    ...(missing.length === 0 ? {} : { languages_missing: [...missing] }),
    ...(isInPages ? { pages: pages.length } : {}),
    pages_ocr: countPages(pages, 'ocr'),
    pages_blank: countPages(pages, 'blank'),
    pages_poor: pages.filter(isPoor).length,
    pages_hopeless: countPages(pages, 'hopeless'),
    pages_unread: countPages(pages, 'unread'),
    characters: pages.reduce((sum, { text }) => sum + text.length, 0),
    ...(confidence === undefined ? {} : { confidence }),
  };
}

/** These formats are text themselves, whatever a PDF made of them looks like. */
const isWritten = (kind: unknown): boolean => kind === 'text' || kind === 'html' || kind === 'email';

async function readPages(
  record: FileRecord,
  parts: Pick<DocumentParts, 'ocr'> & { readonly keep: CheckpointedParts },
  context: StepContext,
): Promise<PdfPages> {
  if (record.locked) return { skipped: 'encrypted' };
  // The original text is better than that of its PDF, which is broken into lines and pages.
  if (isWritten(record.kind)) return readWrittenText(record, context);
  return readPdfPages(record, parts, context);
}

/**
 * `extract_text`: the text of each page, from the text layer, else by OCR. An unreadable page is reported as such: no text is
 * invented.
 */
@Controller()
export class ExtractText implements StepHandler {
  constructor(@Inject(DOCUMENT_PARTS) private readonly parts: DocumentParts) {}

  foreseeSkip({ config, resultOf }: QueuedStep): SkipReason | undefined {
    const { text, pages } = resultOf('check_text');
    if (text !== 'none' || pages === 0 || isWritten(resultOf('create_file_record')['kind'])) return undefined;
    const choice = chooseLanguages(this.parts.ocr, documentSettingsOf(config).languages);
    // Data of a language may have arrived since the last look: `run` looks again.
    return 'refused' in choice && choice.refused === 'no_engine' ? choice.refused : undefined;
  }

  @Step('extract_text', { lane: 'ocr' })
  async run(context: StepContext): Promise<StepOutcome> {
    const started = performance.now();
    const keep = new CheckpointedParts(context);
    const record = await loadRecord(context);
    const found = await readPages(record, { ocr: this.parts.ocr, keep }, context);
    if ('skipped' in found) return { kind: 'skipped', reason: found.skipped };
    const { text, missing = [], artifacts = [] } = found;
    const whole = joinPages(text.pages);
    const written = await context.output(
      { role: 'text', name: 'text.txt', mediaType: 'text/plain; charset=utf-8' },
      Buffer.from(whole === '' ? '' : `${whole}\n`),
    );
    const pages = await storeJson(context, 'text_pages', 'text.json', text);
    await keep.discard();
    return {
      kind: 'completed',
      result: collectFacts(text, missing, !isWritten(record.kind)),
      details: { text: cutForSearch(whole) },
      artifacts: [written, pages, ...artifacts],
      metrics: { elapsed_ms: Math.round(performance.now() - started), pages: text.pages.length },
    };
  }
}
