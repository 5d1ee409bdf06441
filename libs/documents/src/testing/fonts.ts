import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { GlobalFonts } from '@napi-rs/canvas';

/** A font with the scripts that the specs use; fonts of the machine are not used. */
const file = createRequire(import.meta.url).resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf');
export const FONT = 'Throughline Test';

export const fontBytes = (): Buffer => readFileSync(file);

export function registerTestFont(): void {
  if (!GlobalFonts.has(FONT)) GlobalFonts.registerFromPath(file, FONT);
}
