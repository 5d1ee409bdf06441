import { rules } from './cue.js';
import type { TimedText } from './timed-text.js';

type Words = readonly TimedText[];

export const widthOf = (words: Words): number => words.reduce((sum, { length }) => sum + length + 1, -1);
const line = (words: Words): string => words.map(({ text }) => text).join(' ');

/** One line where it fits, else two of like length. Undefined where it does not fit. */
export function layOut(words: Words): readonly string[] | undefined {
  const cut = lineBreak(words);
  if (cut === undefined) return undefined;
  return cut === words.length ? [line(words)] : [line(words.slice(0, cut)), line(words.slice(cut))];
}

/** How many words stand in the first line. */
export function lineBreak(words: Words): number | undefined {
  const whole = widthOf(words);
  if (whole <= rules.lineLength) return words.length;
  if (whole > rules.lineLength * rules.lines + 1) return undefined;
  let best: { readonly cut: number; readonly cost: number } | undefined;
  let above = -1;
  for (const [index, word] of words.entries()) {
    above += word.length + 1;
    if (above > rules.lineLength) break;
    const cost = costOf(above, whole - above - 1, word.text);
    if (cost < (best?.cost ?? Number.POSITIVE_INFINITY)) best = { cut: index + 1, cost };
  }
  return best?.cut;
}

function costOf(above: number, below: number, lastWord: string): number {
  if (above > rules.lineLength || below > rules.lineLength || below <= 0) return Number.POSITIVE_INFINITY;
  // A break after punctuation reads best; else the longer line below, near the picture's edge.
  return Math.abs(above - below) + (above > below ? 1 : 0) - (/[,.;:?!…]$/.test(lastWord) ? 8 : 0);
}
