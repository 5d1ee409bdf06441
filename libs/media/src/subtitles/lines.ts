import { lengthOf, rules } from './cue.js';

/** One line where it fits, else two of like length. Undefined where it does not fit. */
export function layOut(words: readonly string[]): readonly string[] | undefined {
  const whole = words.join(' ');
  if (lengthOf(whole) <= rules.lineLength) return [whole];
  let best: { readonly lines: readonly string[]; readonly cost: number } | undefined;
  for (let cut = 1; cut < words.length; cut += 1) {
    const lines = [words.slice(0, cut).join(' '), words.slice(cut).join(' ')];
    const cost = costOf(lines);
    if (cost !== undefined && (best === undefined || cost < best.cost)) best = { lines, cost };
  }
  return best?.lines;
}

function costOf([upper = '', lower = '']: readonly string[]): number | undefined {
  const [above, below] = [lengthOf(upper), lengthOf(lower)];
  if (above > rules.lineLength || below > rules.lineLength) return undefined;
  // A break after punctuation reads best; else the longer line below, near the picture's edge.
  return Math.abs(above - below) + (above > below ? 1 : 0) - (/[,.;:?!…]$/.test(upper) ? 8 : 0);
}
