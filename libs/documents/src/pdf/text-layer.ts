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
import { GLYPH_WIDTH, glyphlessFont } from './glyphless-font.js';

/** Each code of two bytes is a character of UTF-16, and each is the glyph without a shape. */
const TO_UNICODE = `/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
1 beginbfrange
<0000> <FFFF> <0000>
endbfrange
endcmap
CMapName currentdict /CMap defineresource pop
end
end`;

const CODES = 65_536;

function everyCodeIsGlyphOne(): Uint8Array {
  const map = Buffer.alloc(CODES * 2);
  for (let code = 0; code < CODES; code += 1) map.writeUInt16BE(1, code * 2);
  return map;
}

/** Puts the font into a document, once. */
export function registerFont({ context }: PDFDocument): PDFRef {
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
  return context.register(
    context.obj({
      Type: 'Font',
      Subtype: 'Type0',
      BaseFont: 'GlyphLess',
      Encoding: 'Identity-H',
      DescendantFonts: [descendant],
      ToUnicode: context.register(context.flateStream(TO_UNICODE)),
    }),
  );
}

const FONT_NAME = 'TlGlyphLess';
const round = (value: number): number => Math.round(value * 1_000) / 1_000;

/** Codes of UTF-16 without the mark that begins a text string: the font reads codes. */
const codesOf = (text: string): PDFHexString =>
  PDFHexString.of(Buffer.from(text, 'utf16le').swap16().toString('hex').toUpperCase());

function shown({ text, x, y, dx, dy, height }: PlacedWord): PDFOperator[] {
  const length = Math.hypot(dx, dy);
  // With the blank that parts it from the next word: without one, readers join what stands close together.
  const codes = `${text} `;
  const natural = (codes.length * GLYPH_WIDTH * height) / 1_000;
  if (length <= 0 || height <= 0) return [];
  const [cosine, sine] = [dx / length, dy / length];
  const squeeze = (100 * length * (codes.length / Math.max(1, text.length))) / natural;
  return [
    setCharacterSqueeze(round(squeeze)),
    setFontAndSize(FONT_NAME, round(height)),
    setTextMatrix(round(cosine), round(sine), round(-sine), round(cosine), round(x), round(y)),
    showText(codesOf(codes)),
  ];
}

/** Lays words over a page where they stand in its picture: to be found and copied, not to be seen. */
export function layWords(page: PDFPage, font: PDFRef, words: readonly PlacedWord[]): void {
  page.node.setFontDictionary(PDFName.of(FONT_NAME), font);
  page.pushOperators(
    pushGraphicsState(),
    beginText(),
    setTextRenderingMode(TextRenderingMode.Invisible),
    ...words.flatMap(shown),
    endText(),
    popGraphicsState(),
  );
}
