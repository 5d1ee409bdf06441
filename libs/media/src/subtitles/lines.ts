import { rules } from './cue.js';
import type { TimedText } from './timed-text.js';

type TextSequence = readonly TimedText[];

export const measureWidth = (words: TextSequence): number => words.reduce((sum, { length }) => sum + length + 1, -1);
const line = (words: TextSequence): string => words.map(({ text }) => text).join(' ');

/** Returns one line if the words fit, or if they cannot be divided, else two of similar length. */
export function layOut(words: TextSequence): readonly string[] {
  const cut = findLineBreak(words) ?? words.length;
  return cut === words.length ? [line(words)] : [line(words.slice(0, cut)), line(words.slice(cut))];
}

/** Returns the number of words in the first line. Returns `undefined` if two lines are not enough. */
export function findLineBreak(words: TextSequence): number | undefined {
  const whole = measureWidth(words);
  if (whole <= rules.lineLength) return words.length;
  if (whole > rules.lineLength * rules.lines + 1) return undefined;
  let best: { readonly cut: number; readonly cost: number } | undefined;
  let above = -1;
  for (const [index, word] of words.entries()) {
    above += word.length + 1;
    if (above > rules.lineLength) break;
    const cost = rateLineBreak(above, whole - above - 1, word.text);
    if (cost < (best?.cost ?? Number.POSITIVE_INFINITY)) best = { cut: index + 1, cost };
  }
  return best?.cut;
}

function rateLineBreak(above: number, below: number, lastWord: string): number {
  if (above > rules.lineLength || below > rules.lineLength || below <= 0) return Number.POSITIVE_INFINITY;
  // A break after punctuation reads best; otherwise the longer line goes below.
  return Math.abs(above - below) + (above > below ? 1 : 0) - (/[,.;:?!…]$/.test(lastWord) ? 8 : 0);
}
