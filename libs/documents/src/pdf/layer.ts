import { writeFile } from 'node:fs/promises';
import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { TaskHandler } from '../isolated/task.js';
import { trimLineEnds } from './line-ends.js';
import { openUnlockedPdf } from './open.js';
import type { LayerInput, PageLayer } from './tasks.js';

/** A page with fewer letters has only a stamp or a number, and the rest may be a scan. */
const FEWEST_LETTERS = 12;
/** A higher share of unreadable characters means that the fonts do not map their characters to Unicode. */
const MAX_UNREADABLE = 0.2;

const UNREADABLE = /[\ufffd\p{Co}]|[^\P{Cc}\s]/gu;
const LETTERS = /[\p{L}\p{N}]/gu;
const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

export function isUsable(text: string): boolean {
  const [letters, unreadable] = [count(text, LETTERS), count(text, UNREADABLE)];
  return letters >= FEWEST_LETTERS && unreadable <= (letters + unreadable) * MAX_UNREADABLE;
}

async function extractPageText(document: PDFDocumentProxy, number: number): Promise<string> {
  const page = await document.getPage(number);
  const { items } = await page.getTextContent();
  const text = items.map((item) => ('str' in item ? `${item.str}${item.hasEOL ? '\n' : ''}` : '')).join('');
  page.cleanup();
  return trimLineEnds(text.replaceAll('\0', '')).trim();
}

/** An unreadable page has no text; the other pages keep theirs. */
const tryExtractPageText = async (document: PDFDocumentProxy, number: number): Promise<string> => {
  try {
    return await extractPageText(document, number);
  } catch (error) {
    if (error instanceof RangeError) throw error;
    return '';
  }
};

export const pdfLayer: TaskHandler<
  LayerInput,
  { pages: number; withText: number; characters: number },
  { done: number; total: number }
> = async ({ path, output, mostCharacters }, report) => {
  const document = await openUnlockedPdf(path);
  const pages: PageLayer[] = [];
  let remaining = mostCharacters;
  for (let number = 1; number <= document.numPages; number += 1) {
    const text = (await tryExtractPageText(document, number)).slice(0, remaining);
    remaining -= text.length;
    pages.push({ page: number, text, usable: isUsable(text) });
    report({ done: number, total: document.numPages });
  }
  await writeFile(output, JSON.stringify(pages));
  const withText = pages.filter(({ usable }) => usable).length;
  return { pages: pages.length, withText, characters: mostCharacters - remaining };
};
