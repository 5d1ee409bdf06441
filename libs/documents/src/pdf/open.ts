import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { getDocument, VerbosityLevel, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { Refusal } from '../isolated/refusal.js';

const library = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
const folder = (name: string): string => `${join(library, name)}/`;

export type Opened = { readonly locked: true } | { readonly locked: false; readonly document: PDFDocumentProxy };

/** Opens a PDF with what the library needs from this disk and nothing from elsewhere. */
export async function openPdf(path: string): Promise<Opened> {
  const data = new Uint8Array(await readFile(path));
  const loading = getDocument({
    data,
    cMapUrl: folder('cmaps'),
    cMapPacked: true,
    standardFontDataUrl: folder('standard_fonts'),
    wasmUrl: folder('wasm'),
    iccUrl: folder('iccs'),
    // Scripts in fonts and files stay what they are: bytes.
    isEvalSupported: false,
    enableXfa: false,
    useSystemFonts: false,
    disableFontFace: true,
    verbosity: VerbosityLevel.ERRORS,
  });
  try {
    return { locked: false, document: await loading.promise };
  } catch (error) {
    if (error instanceof Error && error.name === 'PasswordException') return { locked: true };
    throw broken(error);
  }
}

/** What the library cannot make sense of, whatever it calls it; running out of something is another matter. */
function broken(error: unknown): unknown {
  if (error instanceof RangeError || !(error instanceof Error)) return error;
  return new Refusal('broken', 'The PDF is broken: no reader can open it. Save it anew with the program that has made it', {
    cause: error,
  });
}

export async function unlocked(path: string): Promise<PDFDocumentProxy> {
  const opened = await openPdf(path);
  if (opened.locked) throw new Refusal('encrypted', 'The PDF opens only with a password');
  return opened.document;
}
