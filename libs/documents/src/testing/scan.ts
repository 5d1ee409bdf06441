import { createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import { PDFDocument } from 'pdf-lib';
import { FONT, registerTestFont } from './fonts.js';

export interface ScannedPage {
  /** A page without lines is blank. */
  readonly lines: readonly string[];
  /** The orientation of the sheet on the glass, clockwise. */
  readonly turned?: 0 | 90 | 180 | 270;
  readonly grain?: number;
}

const [WIDTH, HEIGHT] = [1_240, 1_754];
const POINTS = 595.28 / WIDTH;

function grainOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

function addGrain(context: SKRSContext2D, [width, height]: readonly [number, number], strength: number): void {
  const random = grainOf(7);
  const picture = context.getImageData(0, 0, width, height);
  for (let at = 0; at < picture.data.length; at += 4) {
    const by = (random() - 0.5) * 2 * strength;
    for (let channel = 0; channel < 3; channel += 1) picture.data[at + channel] = (picture.data[at + channel] ?? 0) + by;
  }
  context.putImageData(picture, 0, 0);
}

/** Draws a sheet of paper as a scanner sees it, at 150 dots per inch: slightly askew, with grain. */
export async function scannedPage({
  lines,
  turned = 0,
  grain = 12,
}: ScannedPage): Promise<{ jpeg: Buffer; size: [number, number] }> {
  registerTestFont();
  const across = turned === 90 || turned === 270;
  const size: [number, number] = across ? [HEIGHT, WIDTH] : [WIDTH, HEIGHT];
  const canvas = createCanvas(...size);
  const context = canvas.getContext('2d');
  context.fillStyle = '#f4f2ec';
  context.fillRect(0, 0, ...size);
  context.translate(size[0] / 2, size[1] / 2);
  context.rotate((turned * Math.PI) / 180 + 0.005);
  context.translate(-WIDTH / 2, -HEIGHT / 2);
  context.fillStyle = '#222';
  context.font = `30px "${FONT}"`;
  lines.forEach((line, index) => {
    context.fillText(line, 120, 200 + index * 60);
  });
  context.resetTransform();
  addGrain(context, size, grain);
  return { jpeg: await canvas.encode('jpeg', 80), size };
}

export async function scanPdf(pages: readonly ScannedPage[]): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  for (const scanned of pages) {
    const { jpeg, size } = await scannedPage(scanned);
    const [width, height] = [size[0] * POINTS, size[1] * POINTS];
    pdf.addPage([width, height]).drawImage(await pdf.embedJpg(jpeg), { x: 0, y: 0, width, height });
  }
  return pdf.save();
}
