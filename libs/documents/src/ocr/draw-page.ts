import { createCanvas } from '@napi-rs/canvas';
import type { PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { toGreyImage, type GreyImage } from './grey-image.js';

const POINTS_PER_INCH = 72;
/** The resolution that engines are trained on; a higher one is slower and no better. */
const DOTS_PER_INCH = 200;

export interface DrawnPage {
  readonly grey: GreyImage;
  /** Converts pixels of the picture to points of the page. */
  readonly toPage: (x: number, y: number) => readonly [number, number];
}

/** Draws a page with at most `maxPixels`: a poster gets a lower resolution. */
export async function drawPage(page: PDFPageProxy, maxPixels: number): Promise<DrawnPage> {
  const natural = page.getViewport({ scale: 1 });
  const fullScale = DOTS_PER_INCH / POINTS_PER_INCH;
  const scale = Math.min(fullScale, Math.sqrt(maxPixels / Math.max(1, natural.width * natural.height)));
  const viewport = page.getViewport({ scale });
  const [width, height] = [Math.max(1, Math.floor(viewport.width)), Math.max(1, Math.floor(viewport.height))];
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  await page.render({ canvas: null, canvasContext: context, viewport }).promise;
  const { data } = context.getImageData(0, 0, width, height);
  return {
    grey: toGreyImage(data, width, height),
    toPage: (x, y) => {
      const [px = 0, py = 0] = viewport.convertToPdfPoint(x, y) as number[];
      return [px, py];
    },
  };
}

/** Runs on this thread: `canvas.encode` uses another one, and reads freed memory if the canvas is garbage-collected meanwhile. */
export function encodePng({ width, height, data }: GreyImage): Buffer {
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  const picture = context.createImageData(width, height);
  for (let pixel = 0, at = 0; pixel < data.length; pixel += 1, at += 4) {
    const value = data[pixel] ?? 0;
    picture.data[at] = value;
    picture.data[at + 1] = value;
    picture.data[at + 2] = value;
    picture.data[at + 3] = 255;
  }
  context.putImageData(picture, 0, 0);
  return canvas.toBuffer('image/png');
}
