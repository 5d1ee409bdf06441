import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Artifact, SkipReason } from '@throughline/contracts';
import {
  chooseLanguages,
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
import { workingPdf } from '../document-files.js';

export type PdfPages =
  | { readonly skipped: SkipReason }
  | { readonly text: DocumentText; readonly missing?: readonly string[]; readonly artifacts?: readonly Artifact[] };

interface Reading {
  readonly ocr: OcrEngine | undefined;
  readonly keep: PartStore;
}

/** As `check_text` has left it; where it was skipped by a person, read now. */
async function layerOf(path: string, context: StepContext): Promise<readonly PageLayer[]> {
  const kept = await context.input('text_layer');
  const layer = kept === undefined ? undefined : parseLayer(await readFile(kept.path, 'utf8'));
  return layer ?? readLayer(path, { scratch: join(await context.workspace(), 'layer'), signal: context.signal });
}

const LETTERS = /[\p{L}\p{N}]/gu;
const lettersIn = (text: string): number => text.match(LETTERS)?.length ?? 0;

/** What the page says itself, unless much more can be read in its picture: a number on it is no text of it. */
function better({ page, text }: PageLayer, read: PageText | undefined): PageText {
  const own: PageText = { page, source: 'layer', text };
  if (read === undefined) return text === '' ? { page, source: 'unread', text } : own;
  if (text === '') return read;
  return read.source === 'ocr' && lettersIn(read.text) > 2 * lettersIn(text) ? read : own;
}

/** The text of a PDF: of its own where it has some, else what can be read on its pages. */
export async function pagesOfPdf(record: FileRecord, { ocr, keep }: Reading, context: StepContext): Promise<PdfPages> {
  const pdf = await workingPdf(context, record);
  if (pdf === undefined) return { skipped: 'no_engine' };
  const layer = await layerOf(pdf.path, context);
  const unread = layer.filter(({ usable }) => !usable).map(({ page }) => page);
  const asItIs: PageText[] = layer.map(({ page, text }) => ({ page, source: 'layer', text }));
  if (unread.length === 0) return { text: { engine: 'text-layer', languages: [], pages: asItIs } };

  const { languages: wanted, max_pixels: maxPixels } = documentSettingsOf(context.config);
  const choice = chooseLanguages(ocr, wanted);
  if ('refused' in choice || ocr === undefined) {
    // Some text is better than none, and its pages say which have none.
    if (unread.length === layer.length) return { skipped: 'refused' in choice ? choice.refused : 'no_engine' };
    return {
      text: {
        engine: 'text-layer',
        languages: [],
        pages: layer.map((page) => (page.usable ? better(page, undefined) : unseen(page))),
      },
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
  const pages = layer.map((page) => (page.usable ? better(page, undefined) : better(page, byPage.get(page.page))));
  return { text: { engine: ocr.id, languages: [...choice.languages], pages }, missing: choice.missing };
}

const unseen = ({ page, text }: PageLayer): PageText =>
  text === '' ? { page, source: 'unread', text } : { page, source: 'layer', text };
