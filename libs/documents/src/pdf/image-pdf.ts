import { writeFile } from 'node:fs/promises';
import { createCanvas, loadImage, type Image } from '@napi-rs/canvas';
import { PDFDocument } from 'pdf-lib';
import { Refusal } from '../isolated/refusal.js';
import type { Work } from '../isolated/task.js';
import type { ImageInput } from './tasks.js';

/** The longer side of A4, in points: what a picture of a sheet most likely is. */
const LONG_SIDE = 841.89;

async function decoded(path: string): Promise<Image> {
  try {
    return await loadImage(path);
  } catch (cause) {
    throw new Refusal('broken', 'The picture is broken: it cannot be decoded', { cause });
  }
}

/** Of a picture that can be decoded nothing else is left to go wrong: there is no room for it a second time. */
const tooLarge = (cause: unknown): Refusal =>
  new Refusal('too-complex', 'Drawing the picture takes more memory than one document may take here: make it smaller', { cause });

/**
 * What is drawn is what is kept: a picture may say how it is to be turned, which the drawing follows and a PDF does not. On white, as paper is
 * where a picture has nothing.
 */
async function drawn(image: Image): Promise<Buffer> {
  try {
    const canvas = createCanvas(image.width, image.height);
    const context = canvas.getContext('2d');
    context.fillStyle = '#fff';
    context.fillRect(0, 0, image.width, image.height);
    context.drawImage(image, 0, 0);
    return await canvas.encode('jpeg', 88);
  } catch (cause) {
    throw tooLarge(cause);
  }
}

export const imagePdf: Work<ImageInput, { width: number; height: number }> = async ({ path, output }) => {
  const image = await decoded(path);
  const { width, height } = image;
  if (width === 0 || height === 0) throw new Refusal('broken', 'The picture is broken: it has no size');
  const jpeg = await drawn(image);
  // pdf-lib would write the time of day into the file: the same picture is to be the same bytes.
  const pdf = await PDFDocument.create({ updateMetadata: false });
  const scale = LONG_SIDE / Math.max(width, height);
  const page = pdf.addPage([width * scale, height * scale]);
  page.drawImage(await pdf.embedJpg(jpeg), { x: 0, y: 0, width: width * scale, height: height * scale });
  await writeFile(output, await pdf.save());
  return { width, height };
};
