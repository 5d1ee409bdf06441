import { Type, type Static } from 'typebox';
import { Compile } from 'typebox/compile';

/** A word's position on its page, in points of the page. The line starts at (x, y) and may run in any direction. */
export const PlacedWordSchema = Type.Object({
  text: Type.String(),
  x: Type.Number(),
  y: Type.Number(),
  /** The vector from the beginning of the word to its end. */
  dx: Type.Number(),
  dy: Type.Number(),
  height: Type.Number(),
});
export type PlacedWord = Static<typeof PlacedWordSchema>;

/** The source of a page's text, or the reason why it has none. */
export const PAGE_SOURCES = [
  /** The document contains the text. */
  'layer',
  'ocr',
  'blank',
  /** OCR found only junk, which is dropped. */
  'hopeless',
  /** The page exceeded its limits, or the file's own page count leaves it out. */
  'unread',
] as const;

export const PageTextSchema = Type.Object({
  page: Type.Integer({ minimum: 1 }),
  source: Type.Enum(PAGE_SOURCES),
  text: Type.String(),
  /** Why a page is `unread`: `too-complex`, `reader-timeout`, `reader-failed`, `not-listed`. */
  reason: Type.Optional(Type.String()),
  /** The engine's confidence, 0 to 100. */
  confidence: Type.Optional(Type.Number({ minimum: 0, maximum: 100 })),
  /** In degrees, clockwise. */
  turned: Type.Optional(Type.Union([Type.Literal(0), Type.Literal(90), Type.Literal(180), Type.Literal(270)])),
  words: Type.Optional(Type.Array(PlacedWordSchema)),
});
export type PageText = Static<typeof PageTextSchema>;

/** Below this, many letters may be wrong: good scans have 90 and more. */
const POOR_CONFIDENCE = 75;

/** Returns true if a person should compare the recognised text with the page. */
export const isPoor = ({ source, confidence }: Pick<PageText, 'source' | 'confidence'>): boolean =>
  source === 'ocr' && confidence !== undefined && confidence < POOR_CONFIDENCE;

export const DocumentTextSchema = Type.Object({
  /** `text-layer`, `plain`, `mail`, `tesseract.js` … */
  engine: Type.String(),
  languages: Type.Array(Type.String()),
  pages: Type.Array(PageTextSchema),
});
export type DocumentText = Static<typeof DocumentTextSchema>;

const pageText = Compile(PageTextSchema);
const documentText = Compile(DocumentTextSchema);

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/** Returns `undefined` for other JSON, such as a file of another release. */
export function parsePageText(json: string): PageText | undefined {
  const value = parsed(json);
  return pageText.Check(value) ? value : undefined;
}

export function parseDocumentText(json: string): DocumentText | undefined {
  const value = parsed(json);
  return documentText.Check(value) ? value : undefined;
}

/** Joins the pages to one text, with an empty line between them. */
export const joinPages = (pages: readonly PageText[]): string =>
  pages
    .map(({ text }) => text.trim())
    .filter((text) => text !== '')
    .join('\n\n');
