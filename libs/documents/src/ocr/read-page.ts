import type { PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { PageText, PlacedWord } from '../text/page-text.js';
import { isBlank } from './blank.js';
import { drawPage, pngOf, type Drawn } from './draw.js';
import { shrunk, turned, turnedBack, type Grey } from './grey.js';
import { confidenceOf, LEAST_CONFIDENCE, linesOf, SURE_CONFIDENCE, sureWords, worthOf, type SeenWord } from './recognised.js';
import type { PictureReader } from './tesseract-js.js';

type Turn = 0 | 90 | 180 | 270;
interface Reading {
  readonly turn: Turn;
  readonly words: readonly SeenWord[];
}

const read = async (reader: PictureReader, grey: Grey, turn: Turn): Promise<Reading> => ({
  turn,
  words: await reader.read(await pngOf(turned(grey, turn))),
});

/** Half the size is enough to see which way up a page is, and takes a quarter of the time. */
const TRIAL = 2;

/**
 * The page as it is; where that makes little sense, the way up in which most can be read. Scanners take a sheet as it lies, and no mark in the
 * file tells.
 */
async function bestReading(reader: PictureReader, grey: Grey): Promise<Reading> {
  const upright = await read(reader, grey, 0);
  if (confidenceOf(upright.words) >= SURE_CONFIDENCE) return upright;
  const small = shrunk(grey, TRIAL);
  let best: { turn: Turn; worth: number } = { turn: 0, worth: worthOf(upright.words) };
  for (const turn of [180, 90, 270] as const) {
    const worth = worthOf((await read(reader, small, turn)).words);
    if (worth > best.worth) best = { turn, worth };
  }
  return best.turn === 0 ? upright : read(reader, grey, best.turn);
}

const round = (value: number): number => Math.round(value * 100) / 100;

function placed({ text, left, right, top, bottom }: SeenWord, { turn, drawn }: { turn: Turn; drawn: Drawn }): PlacedWord {
  const at = (x: number, y: number): readonly [number, number] => drawn.toPage(...turnedBack([x, y], turn, drawn.grey));
  const [[x, y], [endX, endY], [topX, topY]] = [at(left, bottom), at(right, bottom), at(left, top)];
  return {
    text,
    x: round(x),
    y: round(y),
    dx: round(endX - x),
    dy: round(endY - y),
    height: round(Math.hypot(topX - x, topY - y)),
  };
}

/** What is written on one page, or why nothing is said of it. */
export async function readPage(page: PDFPageProxy, reader: PictureReader, maxPixels: number): Promise<PageText> {
  const number = page.pageNumber;
  const drawn = await drawPage(page, maxPixels);
  if (isBlank(drawn.grey)) return { page: number, source: 'blank', text: '' };
  const { turn, words } = await bestReading(reader, drawn.grey);
  const confidence = round(confidenceOf(words));
  if (confidence < LEAST_CONFIDENCE) return { page: number, source: 'hopeless', text: '', confidence };
  const sure = sureWords(words);
  return {
    page: number,
    source: 'ocr',
    text: linesOf(sure),
    confidence,
    turned: turn,
    words: sure.map((word) => placed(word, { turn, drawn })),
  };
}
