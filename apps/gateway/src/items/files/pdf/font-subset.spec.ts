import fontkit from '@pdf-lib/fontkit';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { FontSubset } from './font-subset.js';
import { loadFonts } from './fonts.js';

/** Only what the library has besides its types. */
interface Glyph {
  readonly advanceWidth: number;
  readonly path: { toSVG(): string };
}
interface OpenedFont {
  readonly numGlyphs: number;
  getGlyph(id: number): Glyph;
  glyphForCodePoint(codePoint: number): Glyph;
}
const open = (file: Uint8Array): OpenedFont => fontkit.create(file);
const original = (file: string): OpenedFont =>
  open(readFileSync(createRequire(import.meta.url).resolve(`dejavu-fonts-ttf/ttf/${file}.ttf`)));

const shapeOf = ({ advanceWidth, path }: Glyph): readonly unknown[] => [advanceWidth, path.toSVG()];

/** Letters of one part, of several parts, and of parts that other letters share. */
const LETTERS = 'A é ё й ў Ґ ế ΐ ŵ fi Ǻ ½ € ა Բ ☺ А\u0301 İ';

describe('the part of a font that a PDF embeds', () => {
  it.each(['plain', 'bold'] as const)('has the shape and the width of each letter (%s)', async (weight) => {
    const font = (await loadFonts())[weight];
    const subset = new FontSubset(font);
    const codes = Array.from(LETTERS, (letter) => [letter, subset.codeOf(letter.codePointAt(0) ?? 0)] as const);
    const whole = original(font.name);
    const part = open(subset.build().file);
    for (const [letter, code] of codes)
      expect([letter, ...shapeOf(part.getGlyph(code))]).toEqual([
        letter,
        ...shapeOf(whole.glyphForCodePoint(letter.codePointAt(0) ?? 0)),
      ]);
    expect(part.numGlyphs).toBeLessThan(100);
  });

  it('keeps two characters apart that have one glyph', async () => {
    const { plain } = await loadFonts();
    const [latin, cyrillic] = ['A', 'А'].map((letter) => letter.codePointAt(0) ?? 0) as [number, number];
    const subset = new FontSubset({ ...plain, glyphOf: () => plain.glyphOf(latin) });
    expect(subset.codeOf(latin)).not.toBe(subset.codeOf(cyrillic));
    expect(subset.toUnicode()).toContain('2 beginbfchar\n<0001> <0041>\n<0002> <0410>\n');
  });
});
