import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Artifact, SkipReason } from '@throughline/contracts';
import {
  chooseLanguagesNow,
  parseLayer,
  readLayer,
  recognisePages,
  type DocumentText,
  type FileRecord,
  type OcrEngine,
  type PageLayer,
  type PageText,
} from '@throughline/documents';
import { documentSettingsOf } from '@throughline/domain';
import type { StepContext } from '@throughline/engine';
import type { PartStore } from '@throughline/media';
import { loadWorkingPdf } from '../document-files.js';

export type PdfPages =
  | { readonly skipped: SkipReason }
  | { readonly text: DocumentText; readonly missing?: readonly string[]; readonly artifacts?: readonly Artifact[] };

interface PdfReadingParts {
  readonly ocr: OcrEngine | undefined;
  readonly keep: PartStore;
}

/** Reads the result of `check_text`. If a user skipped that step, reads the layer now. */
async function loadLayer(path: string, context: StepContext): Promise<readonly PageLayer[]> {
  const stored = await context.input('text_layer');
  const layer = stored === undefined ? undefined : parseLayer(await readFile(stored.path, 'utf8'));
  return layer ?? readLayer(path, { scratch: join(await context.workspace(), 'layer'), signal: context.signal });
}

const LETTERS = /[\p{L}\p{N}]/gu;
const lettersIn = (text: string): number => text.match(LETTERS)?.length ?? 0;

/** Prefers the text layer, unless OCR finds much more: a page number alone is not the text of a page. */
function chooseBetter({ page, text }: PageLayer, read: PageText | undefined): PageText {
  const own: PageText = { page, source: 'layer', text };
  if (read === undefined) return text === '' ? { page, source: 'unread', text } : own;
  if (text === '') return read;
  return read.source === 'ocr' && lettersIn(read.text) > 2 * lettersIn(text) ? read : own;
}

/** Adds the pages that the file's own page count leaves out, so that the result names them as unread. */
function addUnlistedPages(text: DocumentText, { kind, pages = 0 }: FileRecord): DocumentText {
  const missing = kind === 'pdf' ? Math.max(0, pages - text.pages.length) : 0;
  const unlisted = Array.from({ length: missing }, (_, index): PageText => {
    return { page: text.pages.length + index + 1, source: 'unread', text: '', reason: 'not-listed' };
  });
  return { ...text, pages: [...text.pages, ...unlisted] };
}

/** Returns the text of a PDF: the text layer, and OCR for the pages without a usable one. */
export async function readPdfPages(record: FileRecord, parts: PdfReadingParts, context: StepContext): Promise<PdfPages> {
  const read = await readListedPages(record, parts, context);
  return 'skipped' in read ? read : { ...read, text: addUnlistedPages(read.text, record) };
}

async function readListedPages(record: FileRecord, { ocr, keep }: PdfReadingParts, context: StepContext): Promise<PdfPages> {
  const pdf = await loadWorkingPdf(context, record);
  if (pdf === undefined) return { skipped: 'no_engine' };
  const layer = await loadLayer(pdf.path, context);
  const unread = layer.filter(({ usable }) => !usable).map(({ page }) => page);
  const asItIs: PageText[] = layer.map(({ page, text }) => ({ page, source: 'layer', text }));
  if (unread.length === 0) return { text: { engine: 'text-layer', languages: [], pages: asItIs } };

  const { languages: wanted, max_pixels: maxPixels } = documentSettingsOf(context.config);
  const choice = await chooseLanguagesNow(ocr, wanted);
  if ('refused' in choice || ocr === undefined) {
    // Some text is better than none, and its pages say which have none.
    if (unread.length === layer.length) return { skipped: 'refused' in choice ? choice.refused : 'no_engine' };
    return {
      text: {
        engine: 'text-layer',
        languages: [],
        pages: layer.map((page) => (page.usable ? chooseBetter(page, undefined) : toUnreadPage(page))),
      },
      ...('refused' in choice && choice.refused === 'no_engine_for_language' ? { missing: wanted } : {}),
    };
  }
  const read = await recognisePages(
    { path: pdf.path, pages: unread, engine: ocr, languages: choice.languages, maxPixels },
    {
      scratch: join(await context.workspace(), 'ocr'),
      signal: context.signal,
      parts: keep,
      onPage: (done) => {
        const total = unread.length;
        context.progress({ fraction: Math.min(1, done / total), phase: 'recognising', done, total, unit: 'pages' });
      },
    },
  );
  const byPage = new Map(read.map((page) => [page.page, page]));
  const pages = layer.map((page) => (page.usable ? chooseBetter(page, undefined) : chooseBetter(page, byPage.get(page.page))));
  return { text: { engine: ocr.id, languages: [...choice.languages], pages }, missing: choice.missing };
}

const toUnreadPage = ({ page, text }: PageLayer): PageText =>
  text === '' ? { page, source: 'unread', text } : { page, source: 'layer', text };
