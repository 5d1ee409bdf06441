import { getDocument, VerbosityLevel } from 'pdfjs-dist/legacy/build/pdf.mjs';
// The library would load the larger file of the same code.
import 'pdfjs-dist/legacy/build/pdf.worker.min.mjs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const library = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));

export interface ReadPdf {
  readonly title: string | undefined;
  readonly language: string | undefined;
  /** The lines of each page, from top to bottom. */
  readonly pages: readonly (readonly string[])[];
  readonly bookmarks: readonly { readonly title: string; readonly page: number }[];
  /** The parts of paragraphs, page by page, in the order for screen readers: their kind and their words, with line breaks. */
  readonly paragraphs: readonly { readonly kind: string; readonly words: string }[];
  readonly isTagged: boolean;
}

interface StructNode {
  readonly role?: string;
  readonly id?: string;
  readonly children?: readonly StructNode[];
}

type Page = Awaited<ReturnType<Awaited<ReturnType<typeof getDocument>['promise']>['getPage']>>;

async function readPage(page: Page): Promise<{ lines: readonly string[]; paragraphs: ReadPdf['paragraphs'] }> {
  const { items } = await page.getTextContent({ includeMarkedContent: true });
  const words = new Map<string, string>();
  const lines = new Map<number, string>();
  let mark = '';
  for (const item of items) {
    if ('str' in item) {
      const y = Math.round((item.transform as readonly number[])[5] ?? 0);
      lines.set(y, (lines.get(y) ?? '') + item.str);
      words.set(mark, `${words.get(mark) ?? ''}${item.str}${item.hasEOL ? '\n' : ''}`);
    } else mark = item.type === 'endMarkedContent' ? '' : item.id;
  }
  const tree = (await page.getStructTree()) as StructNode | null;
  const listParagraphs = (node: StructNode): ReadPdf['paragraphs'] => {
    const contents = (node.children ?? []).filter(({ id }) => id !== undefined);
    if (contents.length === 0) return (node.children ?? []).flatMap(listParagraphs);
    return [{ kind: node.role ?? '', words: contents.map(({ id = '' }) => words.get(id) ?? '').join('') }];
  };
  return { lines: [...lines.values()].map((line) => line.trimEnd()), paragraphs: tree === null ? [] : listParagraphs(tree) };
}

/** Reads a PDF back by the library that the page of documents uses. */
export async function readPdf(bytes: Buffer): Promise<ReadPdf> {
  const loading = getDocument({
    data: new Uint8Array(bytes),
    standardFontDataUrl: `${join(library, 'standard_fonts')}/`,
    verbosity: VerbosityLevel.ERRORS,
  });
  const document = await loading.promise;
  try {
    const { info } = (await document.getMetadata()) as { readonly info: { readonly Title?: string; readonly Language?: string } };
    const outline = (await document.getOutline()) as unknown as
      | readonly { readonly title: string; readonly dest: readonly [{ num: number; gen: number }] }[]
      | null;
    const bookmarks = (outline ?? []).map(async ({ title, dest: [page] }) => ({
      title,
      page: (await document.getPageIndex(page)) + 1,
    }));
    const numbers = Array.from({ length: document.numPages }, (_, index) => index + 1);
    const pages = await Promise.all(numbers.map(async (number) => readPage(await document.getPage(number))));
    return {
      title: info.Title,
      language: info.Language,
      isTagged: (await document.getMarkInfo())?.['Marked'] === true,
      pages: pages.map(({ lines }) => lines),
      bookmarks: await Promise.all(bookmarks),
      paragraphs: pages.flatMap(({ paragraphs }) => paragraphs),
    };
  } finally {
    await loading.destroy();
  }
}
