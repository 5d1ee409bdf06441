import type { PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { PageText, PlacedWord } from '../text/page-text.js';
import { isBlank } from './blank-page.js';
import { drawPage, encodePng, type DrawnPage } from './draw-page.js';
import { shrink, turnImage, turnPointBack, type GreyImage } from './grey-image.js';
import {
  computeConfidence,
  LEAST_CONFIDENCE,
  joinLines,
  SURE_CONFIDENCE,
  selectSureWords,
  rateWords,
  type RecognisedWord,
} from './recognised-words.js';
import type { PictureReader } from './tesseract-js.js';

type Turn = 0 | 90 | 180 | 270;
interface PageReading {
  readonly turn: Turn;
  readonly words: readonly RecognisedWord[];
}

const read = async (reader: PictureReader, grey: GreyImage, turn: Turn): Promise<PageReading> => ({
  turn,
  words: await reader.read(encodePng(turnImage(grey, turn))),
});

/** Half the size shows the orientation of a page in a quarter of the time. */
const TRIAL = 2;

/**
 * Reads the page upright and, if the confidence is low, in the best of the other directions. Scanners keep the sheet's
 * orientation, and no mark in the file tells it.
 */
async function readBestTurn(reader: PictureReader, grey: GreyImage): Promise<PageReading> {
  const upright = await read(reader, grey, 0);
  if (computeConfidence(upright.words) >= SURE_CONFIDENCE) return upright;
  const small = shrink(grey, TRIAL);
  let best: { turn: Turn; worth: number } = { turn: 0, worth: rateWords(upright.words) };
  for (const turn of [180, 90, 270] as const) {
    const worth = rateWords((await read(reader, small, turn)).words);
    if (worth > best.worth) best = { turn, worth };
  }
  return best.turn === 0 ? upright : read(reader, grey, best.turn);
}

const round = (value: number): number => Math.round(value * 100) / 100;

function placeWord(
  { text, left, right, top, bottom }: RecognisedWord,
  { turn, drawn }: { turn: Turn; drawn: DrawnPage },
): PlacedWord {
  const at = (x: number, y: number): readonly [number, number] => drawn.toPage(...turnPointBack([x, y], turn, drawn.grey));
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

/** Recognises the text of one page, or returns the reason why it has none. */
export async function readPage(page: PDFPageProxy, reader: PictureReader, maxPixels: number): Promise<PageText> {
  const number = page.pageNumber;
  const drawn = await drawPage(page, maxPixels);
  if (isBlank(drawn.grey)) return { page: number, source: 'blank', text: '' };
  const { turn, words } = await readBestTurn(reader, drawn.grey);
  const confidence = round(computeConfidence(words));
  if (confidence < LEAST_CONFIDENCE) return { page: number, source: 'hopeless', text: '', confidence };
  const sure = selectSureWords(words);
  return {
    page: number,
    source: 'ocr',
    text: joinLines(sure),
    confidence,
    turned: turn,
    words: sure.map((word) => placeWord(word, { turn, drawn })),
  };
}
