import { readFile, stat } from 'node:fs/promises';
import { PDFDocument, PDFPageLeaf } from 'pdf-lib';
import { documentLimits } from '../isolated/limits.js';

/**
 * Counts the pages in the tree of a PDF. The library that reads pages believes the number in the file, and a number that is too
 * small hides the other pages. Returns 0 if the tree cannot be read, or the file is too large for a second library.
 */
export async function countPagesInTree(path: string): Promise<number> {
  if ((await stat(path)).size > documentLimits.countedBytes) return 0;
  let pages = 0;
  try {
    const pdf = await PDFDocument.load(await readFile(path), { ignoreEncryption: true, updateMetadata: false });
    pdf.catalog.Pages().traverse((node) => {
      if (node instanceof PDFPageLeaf) pages += 1;
    });
    return pages;
  } catch {
    return 0;
  }
}
