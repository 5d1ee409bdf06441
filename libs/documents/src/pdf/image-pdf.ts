import { writeFile } from 'node:fs/promises';
import { createCanvas, loadImage, type Image } from '@napi-rs/canvas';
import { PDFDocument } from 'pdf-lib';
import { Refusal } from '../isolated/refusal.js';
import type { TaskHandler } from '../isolated/task.js';
import type { ImageInput } from './tasks.js';

/** The longer side of A4, in points: a picture of a document most likely shows an A4 sheet. */
const LONG_SIDE = 841.89;

async function decodeImage(path: string): Promise<Image> {
  try {
    return await loadImage(path);
  } catch (cause) {
    throw new Refusal('broken', 'The picture is broken: it cannot be decoded', { cause });
  }
}

/** The picture was decoded before, so the only remaining cause is a lack of memory for a second copy. */
const tooLargeError = (cause: unknown): Refusal =>
  new Refusal('too-complex', 'Decoding the picture needs more memory than the limit for one document: make it smaller', {
    cause,
  });

/** Draws the picture, because a PDF ignores its orientation mark. Transparent parts become white, like paper. */
async function drawOnWhite(image: Image): Promise<Buffer> {
  try {
    const canvas = createCanvas(image.width, image.height);
    const context = canvas.getContext('2d');
    context.fillStyle = '#fff';
    context.fillRect(0, 0, image.width, image.height);
    context.drawImage(image, 0, 0);
    return await canvas.encode('jpeg', 88);
  } catch (cause) {
    throw tooLargeError(cause);
  }
}

export const imagePdf: TaskHandler<ImageInput, { width: number; height: number }> = async ({ path, output }) => {
  const image = await decodeImage(path);
  const { width, height } = image;
  if (width === 0 || height === 0) throw new Refusal('broken', 'The picture is broken: it has no size');
  const jpeg = await drawOnWhite(image);
  // pdf-lib would write the current time into the file; equal pictures must give equal bytes.
  const pdf = await PDFDocument.create({ updateMetadata: false });
  const scale = LONG_SIDE / Math.max(width, height);
  const page = pdf.addPage([width * scale, height * scale]);
  page.drawImage(await pdf.embedJpg(jpeg), { x: 0, y: 0, width: width * scale, height: height * scale });
  await writeFile(output, await pdf.save());
  return { width, height };
};
