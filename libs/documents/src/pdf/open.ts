import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { getDocument, VerbosityLevel, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
// The library would load the larger file of the same code, which takes a third longer.
import 'pdfjs-dist/legacy/build/pdf.worker.min.mjs';
import { Refusal } from '../isolated/refusal.js';

const library = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
const folder = (name: string): string => `${join(library, name)}/`;

export type OpenedPdf = { readonly locked: true } | { readonly locked: false; readonly document: PDFDocumentProxy };

/** Opens a PDF. The library gets its own files from this disk and loads nothing from a network. */
export async function openPdf(path: string): Promise<OpenedPdf> {
  const data = new Uint8Array(await readFile(path));
  const loading = getDocument({
    data,
    cMapUrl: folder('cmaps'),
    cMapPacked: true,
    standardFontDataUrl: folder('standard_fonts'),
    wasmUrl: folder('wasm'),
    iccUrl: folder('iccs'),
    // Scripts in fonts and files are never executed.
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
    throw toBrokenError(error);
  }
}

/** Maps every error of the library to `broken`, except a lack of memory or stack. */
function toBrokenError(error: unknown): unknown {
  if (error instanceof RangeError || !(error instanceof Error)) return error;
  return new Refusal('broken', 'The PDF is broken and cannot be opened. Save it again with the program that created it', {
    cause: error,
  });
}

export async function openUnlockedPdf(path: string): Promise<PDFDocumentProxy> {
  const opened = await openPdf(path);
  if (opened.locked) throw new Refusal('encrypted', 'The PDF needs a password');
  return opened.document;
}
