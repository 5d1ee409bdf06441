import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { readTrueType, type TrueType } from './true-type.js';

export interface PageFonts {
  readonly plain: TrueType;
  readonly bold: TrueType;
}

async function readFonts(): Promise<PageFonts> {
  const [plain, bold] = await Promise.all([
    readFile(createRequire(import.meta.url).resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf')),
    readFile(createRequire(import.meta.url).resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf')),
  ]);
  return { plain: readTrueType('DejaVuSans', plain), bold: readTrueType('DejaVuSans-Bold', bold) };
}

let fonts: Promise<PageFonts> | undefined;

/** Returns the fonts of pages. They stay in memory after their first use: 2 MB. */
export function loadFonts(): Promise<PageFonts> {
  fonts ??= readFonts().catch((error: unknown) => {
    fonts = undefined;
    throw error;
  });
  return fonts;
}
