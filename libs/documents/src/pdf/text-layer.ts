import {
  PDFHexString,
  PDFName,
  PDFString,
  type PDFOperator,
  popGraphicsState,
  pushGraphicsState,
  beginText,
  endText,
  setCharacterSqueeze,
  setFontAndSize,
  setTextMatrix,
  setTextRenderingMode,
  showText,
  TextRenderingMode,
  type PDFDocument,
  type PDFPage,
  type PDFRef,
} from 'pdf-lib';
import type { PlacedWord } from '../text/page-text.js';
import type { GlyphCodes } from './codes.js';
import { GLYPH_WIDTH, glyphlessFont } from './glyphless-font.js';

const CODES = 65_536;

function everyCodeIsGlyphOne(): Uint8Array {
  const map = Buffer.alloc(CODES * 2);
  for (let code = 0; code < CODES; code += 1) map.writeUInt16BE(1, code * 2);
  return map;
}

export interface LayerFont {
  readonly ref: PDFRef;
  readonly codes: GlyphCodes;
}

/** Adds the font to a document; call it once for each document. */
export function registerFont({ context }: PDFDocument, codes: GlyphCodes): LayerFont {
  const file = glyphlessFont();
  const descriptor = context.register(
    context.obj({
      Type: 'FontDescriptor',
      FontName: 'GlyphLess',
      Flags: 5,
      FontBBox: [0, -200, GLYPH_WIDTH, 800],
      ItalicAngle: 0,
      Ascent: 800,
      Descent: -200,
      CapHeight: 800,
      StemV: 80,
      FontFile2: context.register(context.flateStream(file, { Length1: file.length })),
    }),
  );
  const descendant = context.register(
    context.obj({
      Type: 'Font',
      Subtype: 'CIDFontType2',
      BaseFont: 'GlyphLess',
      CIDSystemInfo: { Registry: PDFString.of('Adobe'), Ordering: PDFString.of('Identity'), Supplement: 0 },
      FontDescriptor: descriptor,
      DW: GLYPH_WIDTH,
      CIDToGIDMap: context.register(context.flateStream(everyCodeIsGlyphOne())),
    }),
  );
  const ref = context.register(
    context.obj({
      Type: 'Font',
      Subtype: 'Type0',
      BaseFont: 'GlyphLess',
      Encoding: 'Identity-H',
      DescendantFonts: [descendant],
      ToUnicode: context.register(context.flateStream(codes.toUnicode())),
    }),
  );
  return { ref, codes };
}

const FONT_NAME = 'TlGlyphLess';
const round = (value: number): number => Math.round(value * 1_000) / 1_000;

const hexOf = (codes: readonly number[]): PDFHexString =>
  PDFHexString.of(codes.map((code) => code.toString(16).toUpperCase().padStart(4, '0')).join(''));

function shown({ text, x, y, dx, dy, height }: PlacedWord, font: LayerFont): PDFOperator[] {
  const length = Math.hypot(dx, dy);
  // Includes the blank before the next word: without it, readers join neighbouring words.
  const codes = font.codes.of(`${text} `);
  const natural = (codes.length * GLYPH_WIDTH * height) / 1_000;
  if (length <= 0 || height <= 0) return [];
  const [cosine, sine] = [dx / length, dy / length];
  const squeeze = (100 * length * (codes.length / Math.max(1, codes.length - 1))) / natural;
  return [
    setCharacterSqueeze(round(squeeze)),
    setFontAndSize(FONT_NAME, round(height)),
    setTextMatrix(round(cosine), round(sine), round(-sine), round(cosine), round(x), round(y)),
    showText(hexOf(codes)),
  ];
}

/** Lays invisible words over a page at their positions in its picture, for search and copying. */
export function layWords(page: PDFPage, font: LayerFont, words: readonly PlacedWord[]): void {
  page.node.setFontDictionary(PDFName.of(FONT_NAME), font.ref);
  page.pushOperators(
    pushGraphicsState(),
    beginText(),
    setTextRenderingMode(TextRenderingMode.Invisible),
    ...words.flatMap((word) => shown(word, font)),
    endText(),
    popGraphicsState(),
  );
}
