import { Type, type Static } from 'typebox';
import { Compile } from 'typebox/compile';

/** Where a word stands on its page: in points of the page itself, along its line from (x, y), whichever way that goes. */
export const PlacedWordSchema = Type.Object({
  text: Type.String(),
  x: Type.Number(),
  y: Type.Number(),
  /** From its beginning to its end. */
  dx: Type.Number(),
  dy: Type.Number(),
  height: Type.Number(),
});
export type PlacedWord = Static<typeof PlacedWordSchema>;

/** Where the text of a page comes from, or why it has none. */
export const PAGE_SOURCES = [
  /** The document has it itself. */
  'layer',
  'ocr',
  /** Nothing is written there. */
  'blank',
  /** Something is there, and nobody can say what: junk is no text. */
  'hopeless',
  /** It could not be drawn or read within the limits. */
  'unread',
] as const;

export const PageTextSchema = Type.Object({
  page: Type.Integer({ minimum: 1 }),
  source: Type.Enum(PAGE_SOURCES),
  text: Type.String(),
  /** 0 to 100, of an engine. */
  confidence: Type.Optional(Type.Number({ minimum: 0, maximum: 100 })),
  /** By how much the page had to be turned to be read, clockwise. */
  turned: Type.Optional(Type.Union([Type.Literal(0), Type.Literal(90), Type.Literal(180), Type.Literal(270)])),
  words: Type.Optional(Type.Array(PlacedWordSchema)),
});
export type PageText = Static<typeof PageTextSchema>;

/** Below this a good part of the letters may be wrong: good scans have 90 and more. */
const POOR_CONFIDENCE = 75;

/** Whether what was recognised on a page has to be checked against its picture. */
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

/** Undefined where it is none, as a file of another release may be. */
export function parsePageText(json: string): PageText | undefined {
  const value = parsed(json);
  return pageText.Check(value) ? value : undefined;
}

export function parseDocumentText(json: string): DocumentText | undefined {
  const value = parsed(json);
  return documentText.Check(value) ? value : undefined;
}

/** The text as people read it: page after page, an empty line between them. */
export const wholeText = (pages: readonly PageText[]): string =>
  pages
    .map(({ text }) => text.trim())
    .filter((text) => text !== '')
    .join('\n\n');
