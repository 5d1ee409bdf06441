import fontkit from '@pdf-lib/fontkit';
import { PDFDocument } from 'pdf-lib';
import { fontBytes } from './fonts.js';

const A4: [number, number] = [595.28, 841.89];

/** Creates a PDF with a text layer in any script. `pages` holds the lines of each page. */
export async function textPdf(pages: readonly (readonly string[])[], title?: string): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  pdf.registerFontkit(fontkit);
  const font = await pdf.embedFont(fontBytes(), { subset: true });
  if (title !== undefined) pdf.setTitle(title);
  for (const lines of pages) {
    const page = pdf.addPage(A4);
    lines.forEach((line, index) => {
      page.drawText(line, { x: 60, y: 760 - index * 24, size: 14, font });
    });
  }
  return pdf.save();
}
