import type { JsonObject } from '@throughline/contracts';
import { isPoor, wholeText, type DocumentText, type PageText } from '@throughline/documents';
import type { StepContext, StepHandler } from '@throughline/engine';
import { KeptParts } from '../../stages/kept-parts.js';
import { recordOf, storeJson } from '../document-files.js';
import type { DocumentParts } from '../document-parts.js';
import { pagesOfPdf, type PdfPages } from './pages-of-pdf.js';
import { searchedOf } from './searched.js';
import { writtenText } from './written-text.js';

const countOf = (pages: readonly PageText[], source: PageText['source']): number =>
  pages.filter((page) => page.source === source).length;

/** Mean of the pages that were recognised, by how much stands on them. */
function confidenceOf(pages: readonly PageText[]): number | undefined {
  const read = pages.flatMap(({ source, confidence, text }) =>
    source === 'ocr' && confidence !== undefined ? [{ confidence, weight: text.length }] : [],
  );
  const weight = read.reduce((sum, page) => sum + page.weight, 0);
  if (weight === 0) return undefined;
  return Math.round((10 * read.reduce((sum, page) => sum + page.confidence * page.weight, 0)) / weight) / 10;
}

function factsOf({ engine, languages, pages }: DocumentText, missing: readonly string[]): JsonObject {
  const confidence = confidenceOf(pages);
  return {
    engine,
    languages: [...languages],
    ...(missing.length === 0 ? {} : { languages_missing: [...missing] }),
    pages: pages.length,
    pages_ocr: countOf(pages, 'ocr'),
    pages_blank: countOf(pages, 'blank'),
    pages_poor: pages.filter(isPoor).length,
    pages_hopeless: countOf(pages, 'hopeless'),
    pages_unread: countOf(pages, 'unread'),
    characters: pages.reduce((sum, { text }) => sum + text.length, 0),
    ...(confidence === undefined ? {} : { confidence }),
  };
}

async function pagesFor(parts: DocumentParts, keep: KeptParts, context: StepContext): Promise<PdfPages> {
  const record = await recordOf(context);
  if (record.locked) return { skipped: 'encrypted' };
  // The words of a text are its own; those of the PDF that was made of it are broken into lines and pages.
  if (record.kind === 'text' || record.kind === 'html' || record.kind === 'email') return writtenText(record, context);
  return pagesOfPdf(record, { ocr: parts.ocr, keep }, context);
}

/**
 * `extract_text`: what is written in the document, page by page. From its own text where it has one; else read from its pictures. A page on
 * which nothing can be made out is said to be one: no text is ever made up.
 */
export const extractText = (parts: DocumentParts): StepHandler => ({
  async run(context) {
    const started = performance.now();
    const keep = new KeptParts(context);
    const found = await pagesFor(parts, keep, context);
    if ('skipped' in found) return { kind: 'skipped', reason: found.skipped };
    const { text, missing = [], artifacts = [] } = found;
    const whole = wholeText(text.pages);
    const written = await context.output(
      { role: 'text', name: 'text.txt', mediaType: 'text/plain; charset=utf-8' },
      Buffer.from(whole === '' ? '' : `${whole}\n`),
    );
    const pages = await storeJson(context, 'text_pages', 'text.json', text);
    await keep.discard();
    return {
      kind: 'completed',
      result: factsOf(text, missing),
      details: { text: searchedOf(whole) },
      artifacts: [written, pages, ...artifacts],
      metrics: { elapsed_ms: Math.round(performance.now() - started), pages: text.pages.length },
    };
  },
});
