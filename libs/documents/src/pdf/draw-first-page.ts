import { writeFile } from 'node:fs/promises';
import { createCanvas } from '@napi-rs/canvas';
import type { TaskHandler } from '../isolated/task.js';
import { openUnlockedPdf } from './open.js';
import type { PageImage, PageImageInput } from './tasks.js';

/** JPEG qualities, best first. A page of noise needs the last one. */
const QUALITIES = [80, 55, 25] as const;
const MAX_BYTES = 100_000;

/** Draws the first page as JPEG, at most `side` pixels on its longer side. */
export const drawFirstPage: TaskHandler<PageImageInput, PageImage> = async ({ path, output, side }) => {
  const document = await openUnlockedPdf(path);
  const page = await document.getPage(1);
  const natural = page.getViewport({ scale: 1 });
  const viewport = page.getViewport({ scale: side / Math.max(1, natural.width, natural.height) });
  const [width, height] = [Math.max(1, Math.floor(viewport.width)), Math.max(1, Math.floor(viewport.height))];
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  await page.render({ canvas: null, canvasContext: context, viewport }).promise;
  for (const quality of QUALITIES) {
    // On this thread: `canvas.encode` reads freed memory if the canvas is garbage-collected meanwhile.
    const jpeg = canvas.toBuffer('image/jpeg', quality);
    if (jpeg.length > MAX_BYTES && quality !== QUALITIES.at(-1)) continue;
    await writeFile(output, jpeg);
    break;
  }
  return { width, height };
};
